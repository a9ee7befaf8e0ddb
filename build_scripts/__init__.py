"""Turns news articles into records with evidence, and records into an explainer site."""
