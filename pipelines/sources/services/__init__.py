"""The services that papers can be fetched from, one module each. To add one: write its module, add it to `SERVICES`."""

from pipelines.sources.services.arxiv import Arxiv
from pipelines.sources.services.biorxiv import BioRxiv, MedRxiv
from pipelines.sources.services.europepmc import EuropePmc
from pipelines.sources.services.huggingface import HuggingFace
from pipelines.sources.services.openalex import OpenAlex
from pipelines.sources.services.pubmed import PubMed
from pipelines.sources.services.service import Service

SERVICES: dict[str, Service] = {
    one.name: one for one in (Arxiv(), HuggingFace(), OpenAlex(), PubMed(), EuropePmc(), BioRxiv(), MedRxiv())
}
"""Name to service, in the order in which they are listed."""

__all__ = ["SERVICES"]
