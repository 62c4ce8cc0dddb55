"""The graph: one module per group, each step thin: it calls a transform, writes by the warehouse's writer, and says
what it wrote.
"""
