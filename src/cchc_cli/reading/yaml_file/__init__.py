"""YAML files of ours: text with places, then each part by its model, with every fault."""
