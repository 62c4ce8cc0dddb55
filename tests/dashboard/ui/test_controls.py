from streamlit.testing.v1 import AppTest


def page():
    import streamlit as st

    from dashboard.ui.controls import select_segment

    st.write(select_segment("By", ["month", "year"], "grain", default="year", say="Periods."))


def test_a_segment_is_chosen_by_default():
    app = AppTest.from_function(page).run()
    assert app.markdown[0].value == "year"
    app.segmented_control(key="grain").set_value("month").run()
    assert app.markdown[0].value == "month"


def test_the_address_chooses_a_segment():
    app = AppTest.from_function(page)
    app.query_params["grain"] = "month"
    assert app.run().markdown[0].value == "month"
