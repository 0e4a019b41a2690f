/* Products of real numbers of type T. Blocks of MOST_ROWS x COLUMNS of the answer are held in registers. */
#ifndef MOST_ROWS
#define MOST_ROWS 6
#define BLOCK_ROWS 96
#define DEPTH 256
#define FEW_ROWS 48
#endif
#define COLUMNS (2 * LANES)

typedef T NAME(Vector) __attribute__((vector_size(32), aligned(sizeof(T)), may_alias));
typedef void (*NAME(Kernel))(int rows, I depth, const T *a, const T *b, I b_step, T out[MOST_ROWS][COLUMNS]);

/* `a` holds `rows` numbers for each step of the depth, `b` a line of COLUMNS every `b_step` numbers. */
INLINE void NAME(block)(const int rows, I depth, const T *a, const T *b, I b_step, T out[MOST_ROWS][COLUMNS])
{
    NAME(Vector) left[MOST_ROWS] = {0}, right[MOST_ROWS] = {0};
    for (I k = 0; k < depth; k++, a += rows, b += b_step) {
        const NAME(Vector) b0 = *(const NAME(Vector) *)b, b1 = *(const NAME(Vector) *)(b + LANES);
#pragma GCC unroll 6
        for (int i = 0; i < rows; i++) {
            left[i] += a[i] * b0;
            right[i] += a[i] * b1;
        }
    }
#pragma GCC unroll 6
    for (int i = 0; i < rows; i++) {
        *(NAME(Vector) *)out[i] = left[i];
        *(NAME(Vector) *)(out[i] + LANES) = right[i];
    }
}

#define CHOOSE                                                                                                         \
    switch (rows) {                                                                                                    \
    case 1: NAME(block)(1, depth, a, b, b_step, out); break;                                                           \
    case 2: NAME(block)(2, depth, a, b, b_step, out); break;                                                           \
    case 3: NAME(block)(3, depth, a, b, b_step, out); break;                                                           \
    case 4: NAME(block)(4, depth, a, b, b_step, out); break;                                                           \
    case 5: NAME(block)(5, depth, a, b, b_step, out); break;                                                           \
    default: NAME(block)(6, depth, a, b, b_step, out);                                                                 \
    }

static void NAME(plain_kernel)(int rows, I depth, const T *a, const T *b, I b_step, T out[MOST_ROWS][COLUMNS])
{
    CHOOSE
}

__attribute__((target("avx2,fma"))) static void NAME(fma_kernel)(int rows, I depth, const T *a, const T *b, I b_step,
                                                                 T out[MOST_ROWS][COLUMNS])
{
    CHOOSE
}
#undef CHOOSE

/* Copies rows of `a` so that the numbers a block wants next stand side by side. */
static void NAME(pack_rows)(I rows, I depth, const T *a, Steps at, T *packed)
{
    for (I i = 0; i < rows; i += MOST_ROWS) {
        const I count = rows - i < MOST_ROWS ? rows - i : MOST_ROWS;
        for (I k = 0; k < depth; k++)
            for (I r = 0; r < count; r++)
                *packed++ = a[(i + r) * at.down + k * at.right];
    }
}

/* Copies up to COLUMNS columns of `b`, with zeros for those that are not there. */
static void NAME(pack_columns)(I columns, I depth, const T *b, Steps at, T *packed)
{
    for (I k = 0; k < depth; k++, packed += COLUMNS) {
        for (I j = 0; j < columns; j++)
            packed[j] = b[k * at.down + j * at.right];
        for (I j = columns; j < COLUMNS; j++)
            packed[j] = 0;
    }
}

/* c += alpha * a * b, where c is m x n with its columns side by side, and the depth is k. */
static void NAME(add_product)(I m, I n, I k, T alpha, const T *a, Steps a_at, const T *b, Steps b_at, T *c, I c_down)
{
    T some_rows[BLOCK_ROWS * DEPTH], some_columns[DEPTH * COLUMNS], out[MOST_ROWS][COLUMNS];
    const NAME(Kernel) kernel = has_fma() ? NAME(fma_kernel) : NAME(plain_kernel);
    const int as_it_is = b_at.right == 1 && m <= FEW_ROWS;
    for (I k0 = 0; k0 < k; k0 += DEPTH) {
        const I depth = k - k0 < DEPTH ? k - k0 : DEPTH;
        for (I i0 = 0; i0 < m; i0 += BLOCK_ROWS) {
            const I rows = m - i0 < BLOCK_ROWS ? m - i0 : BLOCK_ROWS;
            NAME(pack_rows)(rows, depth, a + i0 * a_at.down + k0 * a_at.right, a_at, some_rows);
            for (I j0 = 0; j0 < n; j0 += COLUMNS) {
                const I columns = n - j0 < COLUMNS ? n - j0 : COLUMNS;
                const T *lines = b + k0 * b_at.down + j0 * b_at.right;
                I b_step = b_at.down;
                if (!as_it_is || columns < COLUMNS) {
                    NAME(pack_columns)(columns, depth, lines, b_at, some_columns);
                    lines = some_columns;
                    b_step = COLUMNS;
                }
                for (I i = 0; i < rows; i += MOST_ROWS) {
                    const I count = rows - i < MOST_ROWS ? rows - i : MOST_ROWS;
                    kernel((int)count, depth, some_rows + i * depth, lines, b_step, out);
                    for (I r = 0; r < count; r++)
                        for (I j = 0; j < columns; j++)
                            c[(i0 + i + r) * c_down + j0 + j] += alpha * out[r][j];
                }
            }
        }
    }
}

static void NAME(scale)(I n, T beta, T *x, I step)
{
    for (I i = 0; i < n; i++, x += step)
        *x = beta == 0 ? 0 : beta * *x;
}

EXPORT T SYMBOL(dot)(I n, const T *x, I x_step, const T *y, I y_step)
{
    T sums[2 * LANES] = {0}, sum = 0;
    I i = 0;
    x += first(n, x_step);
    y += first(n, y_step);
    if (x_step == 1 && y_step == 1)
        for (; i + 2 * LANES <= n; i += 2 * LANES)
            for (int lane = 0; lane < 2 * LANES; lane++)
                sums[lane] += x[i + lane] * y[i + lane];
    for (; i < n; i++)
        sum += x[i * x_step] * y[i * y_step];
    for (int lane = 0; lane < 2 * LANES; lane++)
        sum += sums[lane];
    return sum;
}

EXPORT void SYMBOL(axpy)(I n, T alpha, const T *x, I x_step, T *y, I y_step)
{
    x += first(n, x_step);
    y += first(n, y_step);
    for (I i = 0; i < n; i++)
        y[i * y_step] += alpha * x[i * x_step];
}

EXPORT void SYMBOL(gemm)(int order, int trans_a, int trans_b, I m, I n, I k, T alpha, const T *a, I lda, const T *b,
                         I ldb, T beta, T *c, I ldc)
{
    const Steps a_at = steps(order, trans_a, lda), b_at = steps(order, trans_b, ldb);
    const int is_by_rows = order == ROWS;
    const I rows = is_by_rows ? m : n, columns = is_by_rows ? n : m;
    for (I i = 0; i < rows; i++)
        NAME(scale)(columns, beta, c + i * ldc, 1);
    if (alpha == 0)
        return;
    if (is_by_rows)
        NAME(add_product)(m, n, k, alpha, a, a_at, b, b_at, c, ldc);
    else /* the same matrix by rows is the other way round, and so are its factors */
        NAME(add_product)(n, m, k, alpha, b, (Steps){b_at.right, b_at.down}, a, (Steps){a_at.right, a_at.down}, c, ldc);
}

EXPORT void SYMBOL(gemv)(int order, int trans, I m, I n, T alpha, const T *a, I lda, const T *x, I x_step, T beta, T *y,
                         I y_step)
{
    const Steps at = steps(order, trans, lda);
    const I rows = trans == PLAIN ? m : n, columns = trans == PLAIN ? n : m;
    const T *x0 = x + first(columns, x_step);
    T *y0 = y + first(rows, y_step);
    NAME(scale)(rows, beta, y0, y_step);
    if (alpha == 0)
        return;
    if (at.right == 1) {
        for (I i = 0; i < rows; i++)
            y0[i * y_step] += alpha * SYMBOL(dot)(columns, a + i * at.down, 1, x, x_step);
    } else if (y_step == 1) {
        NAME(add_product)(1, rows, columns, alpha, x0, (Steps){0, x_step}, a, (Steps){at.right, at.down}, y0, rows);
    } else {
        for (I j = 0; j < columns; j++)
            SYMBOL(axpy)(rows, alpha * x0[j * x_step], a + j * at.right, at.down, y, y_step);
    }
}

EXPORT void SYMBOL(syrk)(int order, int part, int trans, I n, I k, T alpha, const T *a, I lda, T beta, T *c, I ldc)
{
    const Steps at = steps(order, trans, lda);
    const int is_upper = (part == UPPER) == (order == ROWS); /* of the matrix by rows */
    for (I i = 0; i < n; i++) {
        const I from = is_upper ? i : 0, count = is_upper ? n - i : i + 1;
        NAME(scale)(count, beta, c + i * ldc + from, 1);
        NAME(add_product)(1, count, k, alpha, a + i * at.down, at, a + from * at.down, (Steps){at.right, at.down},
                          c + i * ldc + from, ldc);
    }
}
#undef COLUMNS
