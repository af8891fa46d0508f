"""The parts that a generated template is put together from, one module for each of AWS's fields.

A part is a function that takes the ``Stack`` being written and adds parameters, conditions,
resources and outputs to it. Parts leave what others need in the stack's fields: the VPC, the
subnets, the key, the roles.
"""
