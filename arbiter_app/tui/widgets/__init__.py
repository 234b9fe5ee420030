"""The widgets: they show what they are given, and compute nothing."""
