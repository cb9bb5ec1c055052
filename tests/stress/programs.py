"""Generated programs that press on one bound each. Every one has a double free planted where the engine arrives last.

A generator takes a size and gives (text, sure): the C text, with // defect on the line of the second free, and
whether the defect must be found: it lies on a way on which no bound is hit.
"""

HEAD = '#include "micro.h"\n'
PLANTED = """\
    last = NblAlloc(p);
    if (!last) {
        return;
    }
    NblFree(last);
    NblFree(last); // defect
"""


def paths_plain(n):
    """2^n paths that differ in numbers only: they meet again, and nothing may be lost."""
    body = "".join(f"    if (Rand()) {{\n        c->Ref += {1 << i};\n    }} else {{\n        c->Len{i} = {i};\n    }}\n".replace(f"c->Len{i}", f"v[{i}]")
                   for i in range(n))
    return f"{HEAD}void f(CTX *c, POOL *p)\n{{\n    NBL *last;\n    int v[{n}];\n{body}{PLANTED}}}\n", True


def paths_of_objects(n):
    """2^n paths that differ in which of n lists there are: too many to be kept apart, so some are dropped."""
    declare = "".join(f"    NBL *n{i} = NULL;\n" for i in range(n))
    make = "".join(f"    if (Rand()) {{\n        n{i} = NblAlloc(p);\n    }}\n" for i in range(n))
    free = "".join(f"    if (n{i}) {{\n        NblFree(n{i});\n    }}\n" for i in range(n))
    return f"{HEAD}void f(POOL *p)\n{{\n    NBL *last;\n{declare}{make}{free}{PLANTED}}}\n", False


def paths_of_states(n):
    """2^n paths that differ in what happened to n lists: freed or kept."""
    body = "".join(f"    n = NblAlloc(p);\n    if (n) {{\n        if (Rand()) {{\n            NblFree(n);\n        }} else {{\n            k->v{i} = n;\n        }}\n    }}\n"
                   for i in range(n))
    fields = "".join(f"    NBL *v{i};\n" for i in range(n))
    return f"{HEAD}struct kept {{\n{fields}}};\nvoid f(struct kept *k, POOL *p)\n{{\n    NBL *n;\n    NBL *last;\n{body}{PLANTED}}}\n", False


def switch(n):
    """n cases; the last one goes wrong."""
    cases = "".join(f"    case {i}:\n        c->Ref = {i * 7 % 1000};\n        break;\n" for i in range(n - 1))
    return (f"{HEAD}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n    switch (k) {{\n{cases}    case {n - 1}:\n"
            f"{PLANTED}        break;\n    default:\n        break;\n    }}\n}}\n"), False


def call_depth(n):
    """A free that is n calls deep, and another one at the top."""
    functions = "static void f0(NBL *n)\n{\n    NblFree(n);\n}\n"
    functions += "".join(f"static void f{i}(NBL *n)\n{{\n    f{i - 1}(n);\n}}\n" for i in range(1, n))
    return (f"{HEAD}{functions}void top(POOL *p)\n{{\n    NBL *n = NblAlloc(p);\n    if (!n) {{\n        return;\n    }}\n    f{n - 1}(n);\n"
            f"    NblFree(n); // defect\n}}\n"), True


def long_function(n):
    """n statements in a row."""
    body = "".join(f"    c->Ref = c->Ref * {i % 13 + 2} + k;\n" if i % 10 else "    Inc(&c->Ref);\n" for i in range(n))
    return f"{HEAD}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n{body}{PLANTED}}}\n", True


def long_function_of_calls(n):
    """n lines that allocate, test and free."""
    body = "".join("    n = NblAlloc(p);\n    if (n) {\n        n->Len = 1;\n        NblFree(n);\n    }\n" for _ in range(n // 5))
    return f"{HEAD}void f(POOL *p)\n{{\n    NBL *n;\n    NBL *last;\n{body}{PLANTED}}}\n", False


def cycle(n):
    """n functions that call each other in a ring."""
    declare = "".join(f"static void f{i}(CTX *c, int k);\n" for i in range(n))
    functions = "".join(f"static void f{i}(CTX *c, int k)\n{{\n    if (k > {i % 7}) {{\n        f{(i + 1) % n}(c, k - 1);\n    }}\n    c->St = k;\n}}\n"
                        for i in range(n))
    return f"{HEAD}{declare}{functions}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n    f0(c, k);\n{PLANTED}}}\n", True


def clique(n):
    """n functions that each call three others of them."""
    declare = "".join(f"static NBL *f{i}(CTX *c, int k);\n" for i in range(n))
    functions = "".join(
        f"static NBL *f{i}(CTX *c, int k)\n{{\n    if (k == {i}) {{\n        return c->Arr[{i % 8}];\n    }}\n    f{(i * 7 + 1) % n}(c, k - 1);\n"
        f"    f{(i * 3 + 2) % n}(c, k - 2);\n    return f{(i + 1) % n}(c, k - 1);\n}}\n" for i in range(n))
    return f"{HEAD}{declare}{functions}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n    f0(c, k);\n{PLANTED}}}\n", True


def wide_structure(n):
    """n fields, each is written; the list is in the last one."""
    fields = "".join(f"    int v{i};\n" for i in range(n - 1))
    body = "".join(f"    w->v{i} = {i};\n" for i in range(n - 1))
    return (f"{HEAD}struct wide {{\n{fields}    NBL *list;\n}};\nvoid f(struct wide *w, POOL *p)\n{{\n{body}    w->list = NblAlloc(p);\n"
            f"    if (!w->list) {{\n        return;\n    }}\n    NblFree(w->list);\n    NblFree(w->list); // defect\n}}\n"), False


def nested_ifs(n):
    """n conditions inside each other."""
    open_ = "".join(f"if (k > {i}) {{\n" for i in range(n))
    return f"{HEAD}void f(POOL *p, int k)\n{{\n    NBL *last;\n{open_}{PLANTED}{'}' * n}\n}}\n", True


def nested_loops(n):
    """n loops inside each other."""
    declare = "".join(f"    int i{i};\n" for i in range(n))
    open_ = "".join(f"for (i{i} = 0; i{i} < k; i{i}++) {{\n" for i in range(n))
    return f"{HEAD}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n{declare}{open_}    c->Ref += k;\n{'}' * n}\n{PLANTED}}}\n", False


def many_callers(n):
    """n functions that call the same one, which has conditional findings."""
    functions = "".join(f"void f{i}(CTX *c, POOL *p)\n{{\n    c->Nbl = NblAlloc(p);\n    renew(c, p);\n}}\n" for i in range(n))
    return (f"{HEAD}static void renew(CTX *c, POOL *p)\n{{\n    if (c->Nbl) {{\n        NblFree(c->Nbl);\n    }}\n    c->Nbl = NblAlloc(p);\n}}\n"
            f"{functions}void f(CTX *c, POOL *p)\n{{\n    NBL *n;\n    c->Nbl = NblAlloc(p);\n    n = c->Nbl;\n    renew(c, p);\n    if (n) {{\n"
            f"        NblFree(n); // defect\n    }}\n}}\n"), True


def long_expression(n):
    """One expression of n operands."""
    return f"{HEAD}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n    c->Ref = {' + '.join(['k'] * n)};\n{PLANTED}}}\n", True


def doubled_value(n):
    """A value that is added to itself n times: written out, it has 2^n operands."""
    doubled = "".join("    k = (k ^ 1) + k;\n" for _ in range(n))
    return f"{HEAD}void f(CTX *c, POOL *p, int k)\n{{\n    NBL *last;\n{doubled}    c->Ref = k;\n{PLANTED}}}\n", True


# (generator, full size, size under the sanitizers)
ALL = [
    (paths_plain, 20, 20),
    (paths_of_objects, 20, 20),
    (paths_of_states, 20, 20),
    (switch, 10000, 1000),
    (call_depth, 1000, 300),
    (long_function, 5000, 1500),
    (long_function_of_calls, 1500, 500),  # known.txt says why not 5000
    (cycle, 500, 100),
    (clique, 60, 20),
    (wide_structure, 3000, 600),
    (nested_ifs, 200, 100),
    (nested_loops, 12, 8),
    (many_callers, 500, 100),
    (long_expression, 1000, 300),
    (doubled_value, 200, 100),
]

# Programs whose summaries are printed as well.
PRINTED = (doubled_value,)
