/* Products of complex numbers whose parts are of type T: right, and no more; nothing here multiplies many of them. */
typedef struct {
    T re, im;
} NAME(Number);

INLINE NAME(Number) NAME(times)(NAME(Number) x, NAME(Number) y, int conjugate_y)
{
    const T im = conjugate_y ? -y.im : y.im;
    return (NAME(Number)){x.re * y.re - x.im * im, x.re * im + x.im * y.re};
}

INLINE void NAME(add)(NAME(Number) *x, NAME(Number) y)
{
    x->re += y.re;
    x->im += y.im;
}

static void NAME(scale)(NAME(Number) beta, NAME(Number) *x)
{
    *x = beta.re == 0 && beta.im == 0 ? (NAME(Number)){0, 0} : NAME(times)(*x, beta, 0);
}

static NAME(Number) NAME(sum)(I n, const NAME(Number) * x, I x_step, int conjugate_x, const NAME(Number) * y, I y_step,
                              int conjugate_y)
{
    NAME(Number) sum = {0, 0};
    for (I i = 0; i < n; i++) {
        NAME(Number) left = x[i * x_step];
        left.im = conjugate_x ? -left.im : left.im;
        NAME(add)(&sum, NAME(times)(left, y[i * y_step], conjugate_y));
    }
    return sum;
}

EXPORT void SYMBOL(dotu_sub)(I n, const NAME(Number) * x, I x_step, const NAME(Number) * y, I y_step, NAME(Number) * sum)
{
    *sum = NAME(sum)(n, x + first(n, x_step), x_step, 0, y + first(n, y_step), y_step, 0);
}

EXPORT void SYMBOL(dotc_sub)(I n, const NAME(Number) * x, I x_step, const NAME(Number) * y, I y_step, NAME(Number) * sum)
{
    *sum = NAME(sum)(n, x + first(n, x_step), x_step, 1, y + first(n, y_step), y_step, 0);
}

EXPORT void SYMBOL(axpy)(I n, const NAME(Number) * alpha, const NAME(Number) * x, I x_step, NAME(Number) * y, I y_step)
{
    x += first(n, x_step);
    y += first(n, y_step);
    for (I i = 0; i < n; i++)
        NAME(add)(y + i * y_step, NAME(times)(*alpha, x[i * x_step], 0));
}

EXPORT void SYMBOL(gemm)(int order, int trans_a, int trans_b, I m, I n, I k, const NAME(Number) * alpha,
                         const NAME(Number) * a, I lda, const NAME(Number) * b, I ldb, const NAME(Number) * beta,
                         NAME(Number) * c, I ldc)
{
    const Steps a_at = steps(order, trans_a, lda), b_at = steps(order, trans_b, ldb), c_at = steps(order, PLAIN, ldc);
    for (I i = 0; i < m; i++)
        for (I j = 0; j < n; j++) {
            NAME(Number) *place = c + i * c_at.down + j * c_at.right;
            NAME(scale)(*beta, place);
            NAME(add)(place, NAME(times)(*alpha,
                                         NAME(sum)(k, a + i * a_at.down, a_at.right, trans_a == CONJUGATE,
                                                   b + j * b_at.right, b_at.down, trans_b == CONJUGATE),
                                         0));
        }
}

EXPORT void SYMBOL(gemv)(int order, int trans, I m, I n, const NAME(Number) * alpha, const NAME(Number) * a, I lda,
                         const NAME(Number) * x, I x_step, const NAME(Number) * beta, NAME(Number) * y, I y_step)
{
    const Steps at = steps(order, trans, lda);
    const I rows = trans == PLAIN ? m : n, columns = trans == PLAIN ? n : m;
    x += first(columns, x_step);
    y += first(rows, y_step);
    for (I i = 0; i < rows; i++) {
        NAME(scale)(*beta, y + i * y_step);
        NAME(add)(y + i * y_step,
                  NAME(times)(*alpha, NAME(sum)(columns, a + i * at.down, at.right, trans == CONJUGATE, x, x_step, 0), 0));
    }
}

EXPORT void SYMBOL(syrk)(int order, int part, int trans, I n, I k, const NAME(Number) * alpha, const NAME(Number) * a,
                         I lda, const NAME(Number) * beta, NAME(Number) * c, I ldc)
{
    const Steps at = steps(order, trans, lda), c_at = steps(order, PLAIN, ldc);
    for (I i = 0; i < n; i++)
        for (I j = part == UPPER ? i : 0; j < (part == UPPER ? n : i + 1); j++) {
            NAME(Number) *place = c + i * c_at.down + j * c_at.right;
            NAME(scale)(*beta, place);
            NAME(add)(place, NAME(times)(*alpha,
                                         NAME(sum)(k, a + i * at.down, at.right, 0, a + j * at.down, at.right, 0), 0));
        }
}
