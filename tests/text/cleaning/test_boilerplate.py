"""Notices of copyright at the ends of abstracts, all made up in the forms of the services."""

import polars as pl
import pytest

from pipelines.text.cleaning.boilerplate import TRIGGER
from pipelines.text.cleaning.pipeline import clean_text

SAID = "Frogs sleep in winter."


@pytest.mark.parametrize(
    "notice",
    [
        "© 2011 Pond Press Ltd. All rights reserved.",
        "© Pond-Verlag Berlin Heidelberg 2006.",
        "© 2011 Frog et al; licensee Pond Central Ltd.",
        "© The Author 2008. Published by Pond University Press. All rights reserved.",
        "© 2013 The Authors. Published by Pond B.V. Selection under responsibility of the organizers.",
        "&copy; 2010, IPond.",
        r"\textcopyright 2010 IPond",
        "(C) 2003 Pond Periodicals, Inc.",
        "Copyright (c) 2019 Pond.",
        "Copyright © 2009 Pond Inc. All rights reserved.",
        "Copyright 2014 Pond Inc.",
        "Copyright: © 2022 Frog et al. This is an open access article.",
        "Copyright by Pond Society.",
        "2004 Pond B.V. All rights reserved.",
        "Published by Pond B.V. All rights reserved.",
        "Published by Pond Ltd.",
        "All rights reserved",
        "© 2020 by the authors. Licensee PDPI, Pond. This article is an open access article distributed under the "
        "terms "
        "and conditions of the Creative Commons Attribution (CC BY) license.",
        "This is an open access article distributed under the Creative Commons Attribution 4.0 License, which permits "
        "use.",
        "[ABSTRACT FROM AUTHOR]",
        "[ABSTRACT FROM AUTHOR] Copyright of Journal of Ponds is the property of Pond Inc. and its content may not be "
        "copied.",
    ],
)
def test_a_notice_at_the_end_is_no_part_of_the_text(notice):
    assert clean_text(pl.Series([f"{SAID} {notice}"])).to_list() == [SAID]
    assert pl.Series([notice]).str.contains(rf"{TRIGGER}|[&\\]").all()


def test_a_notice_that_opens_a_text_leaves_the_rest():
    texts = [f"© 2016 IPond. {SAID}", f"Copyright © 2014 Pond B.V. All rights reserved. {SAID}", "© 2016 IPond."]
    assert clean_text(pl.Series(texts)).to_list() == [SAID, SAID, "© 2016 IPond."]


@pytest.mark.parametrize(
    "text",
    [
        "We study copyright of songs. Copyright is the property of nobody here.",
        "There are data of (a) 2008, (b) 2009 and (c) 2010 that we compare.",
        "Models copy texts. All rights reserved for authors are at stake when models copy them.",
        "We release a set of frogs. It is licensed under Creative Commons.",
        "The software © is used, and frogs are counted.",
        "This work is published in the open and compares Creative frogs.",
    ],
)
def test_what_a_text_says_of_copyright_stays(text):
    assert clean_text(pl.Series([text])).to_list() == [text]


def test_a_notice_far_before_the_end_stays():
    text = f"Frogs sleep. © 2011 Pond Press. {'They wake in spring. ' * 20}".strip()
    assert clean_text(pl.Series([text])).to_list() == [text]
