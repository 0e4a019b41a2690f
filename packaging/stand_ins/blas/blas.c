/* The 22 functions numpy asks of its BLAS, in 30 KB instead of OpenBLAS' 28 MB. Stands in for numpy's own library in the
   small bundle, whose only large products are the tagger's: a few hundred columns wide, in single precision.

   Threads may call everything at once; nothing is allocated. Integers have 64 bits, as numpy's library has them. */
#include <stdint.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#pragma GCC visibility push(hidden)
#define INLINE static inline __attribute__((always_inline))

typedef int64_t I;

enum { ROWS = 101, PLAIN = 111, CONJUGATE = 113, UPPER = 121 };

/* Where the element in row i and column j of a matrix stands: at i * down + j * right. */
typedef struct {
    I down, right;
} Steps;

static Steps steps(int order, int trans, I leading)
{
    return (order == ROWS) == (trans == PLAIN) ? (Steps){leading, 1} : (Steps){1, leading};
}

/* BLAS walks a vector with a negative step from its end. */
static I first(I n, I step)
{
    return step < 0 ? (1 - n) * step : 0;
}

static int has_fma(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

#define T float
#define LANES 8
#define NAME(name) s##name
#define SYMBOL(name) scipy_cblas_s##name##64_
#include "real.h"
#undef T
#undef LANES
#undef NAME
#undef SYMBOL

#define T double
#define LANES 4
#define NAME(name) d##name
#define SYMBOL(name) scipy_cblas_d##name##64_
#include "real.h"
#undef T
#undef LANES
#undef NAME
#undef SYMBOL

#define T float
#define NAME(name) c##name
#define SYMBOL(name) scipy_cblas_c##name##64_
#include "complex.h"
#undef T
#undef NAME
#undef SYMBOL

#define T double
#define NAME(name) z##name
#define SYMBOL(name) scipy_cblas_z##name##64_
#include "complex.h"
