"""Keeping docs/data/ up to date: the one way from seeds/ to a Dataset.

A build with nothing new reads docs/data/ and never imports the extractor. Otherwise only the articles that changed are read again, all
extractions are merged, and the new data take the place of the old in one step.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from build_scripts import digests, store, swap
from build_scripts.background import with_glossary
from build_scripts.cache import ExtractionCache
from build_scripts.merge import fitting_subject
from build_scripts.merge import merge as merge_all
from build_scripts.model import DEFAULT_MODEL, Correction, Dataset, ExplainerError, Extraction, Knowledge, Remark, Source, Topic
from build_scripts.publish import publishable

log = logging.getLogger("mkdocs.plugins.explainer")

MODEL_SETTING = "EXPLAINER_MODEL"

Extract = Callable[[Source, Knowledge], Extraction]
Merge = Callable[[Sequence[Extraction], Knowledge, Sequence[Topic], Sequence[Correction], Sequence[Remark]], Dataset]


def ensure_data(root: Path, extract: Extract | None = None, merge: Merge | None = None) -> Dataset:
    """The dataset of the project at `root`, made anew where a seed, the code or the language model changed since it was written.

    `extract` and `merge` stand in for the real ones. Raises ExplainerError, and leaves docs/data/ as it was, on bad input.
    """
    from build_scripts.seeds import read_seeds

    folder = root / "docs" / "data"
    if swap.recover(folder):
        log.info("an earlier build was cut short; docs/data is whole again")
    store.refuse_hand_edits(folder)
    seeds = read_seeds(root)
    for source in seeds.sources:
        if source.published is None:
            log.info("%s: no publication date is known, so dates such as “last week” stay unresolved", source.file)
    model = model_name(root)
    inputs = digests.of_inputs(seeds.files, root, model)
    recorded = store.read_manifest(folder)
    if recorded is not None and digests.same_inputs(recorded["inputs"], inputs):
        return store.read_dataset(folder)
    refuse_missing_model(model)
    extractions = _extract_all(root, seeds.sources, seeds.knowledge, model, extract)
    dataset = (merge or merge_all)(extractions, seeds.knowledge, seeds.topics, seeds.corrections, seeds.remarks)
    dataset = replace(dataset, subject=fitting_subject(seeds.subject, dataset, seeds.knowledge))
    dataset = publishable(with_glossary(dataset, seeds.glossary, seeds.knowledge))
    changed = store.write_dataset(dataset, folder, inputs)
    log.info("docs/data made anew" if changed else "docs/data made anew, and nothing in it changed")
    return dataset


def model_name(root: Path) -> str:
    """The spaCy model to use: EXPLAINER_MODEL, else `extra.explainer.model` in mkdocs.yml, else the one that the lock file installs."""
    if named := os.environ.get(MODEL_SETTING, "").strip():
        return named
    settings: Any = _settings(root / "mkdocs.yml")
    for key in ("extra", "explainer", "model"):
        settings = settings.get(key) if isinstance(settings, dict) else None
    return str(settings or DEFAULT_MODEL)


def refuse_missing_model(model: str) -> None:
    """Raise ExplainerError where spaCy or its model is not installed; imports neither."""
    if digests.installed("spacy") is None:
        raise ExplainerError("spaCy is not installed; run `make site`, or `pip install --require-hashes -r requirements.txt`")
    if digests.installed(model) is None:
        raise ExplainerError(f"the spaCy model {model!r} is not installed; run `pip install {model.replace('_', '-')}`, or name an "
                             f"installed one in {MODEL_SETTING} or under extra.explainer.model in mkdocs.yml (as shipped: {DEFAULT_MODEL})")


def newest_date(dataset: Dataset) -> str | None:
    """The newest publication date of the sources (YYYY-MM-DD): the day that the site speaks of."""
    return max((source.published for source in dataset.sources if source.published), default=None)


def _extract_all(root: Path, sources: Sequence[Source], knowledge: Knowledge, model: str, extract: Extract | None) -> list[Extraction]:
    cache = ExtractionCache(root, digests.of_extractor(model))
    keys = [cache.key(source, knowledge) for source in sources]
    extractions = []
    for number, (key, source) in enumerate(zip(keys, sources, strict=True), start=1):
        extraction = cache.get(key, source)
        if extraction is None:
            log.info("reading %s (%d of %d)", source.file, number, len(sources))
            extract = extract or real_extract(model)
            extraction = extract(source, knowledge)
            cache.put(key, extraction)
        extractions.append(extraction)
    cache.keep_only(keys)
    return extractions


def real_extract(model: str) -> Extract:
    """The extractor with this language model. spaCy comes with it: seconds that an unchanged site need not wait."""
    from build_scripts.extract import extract

    return partial(extract, model=model)


class _SettingsLoader(yaml.SafeLoader):
    """Reads mkdocs.yml, where MkDocs and its plugins have tags of their own."""


_SettingsLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def _settings(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), Loader=_SettingsLoader)
    except (OSError, yaml.YAMLError):
        return None  # MkDocs itself says what is wrong with this file
