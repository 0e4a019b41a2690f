/* A disk that fails: fills up, reports an error, or loses what was not yet brought to it when the power fails.
 *
 * Preloaded into a process (LD_PRELOAD) and armed by calling faulty_arm(). Counts what changes files below a folder:
 * making, writing, cutting, syncing and renaming them. From the n-th on the disk is full (FULL), the n-th fails
 * (BROKEN), or at the n-th the power fails (CUT): writes since the last fsync of each file are undone wholly, in part
 * (in sectors of 512 bytes) or not at all, as it happens, and the process ends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, FULL, BROKEN, CUT };
enum { SECTOR = 512, MOST_FILES = 512, CUT_CODE = 99 };

struct saved { int file; off_t at; size_t length; off_t size; unsigned char *bytes; struct saved *older; };

static int mode, fault_at, count;
static unsigned chance;
static char root[PATH_MAX];
static struct { dev_t device; ino_t inode; int fd; } files[MOST_FILES];
static int file_count;
static struct saved *newest;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

void faulty_arm(int new_mode, int at, const char *folder, unsigned seed) {
    pthread_mutex_lock(&lock);
    mode = new_mode; fault_at = at; count = 0; chance = seed;
    snprintf(root, sizeof root, "%s", folder);
    pthread_mutex_unlock(&lock);
}

int faulty_count(void) { return count; }

static int path_is_ours(const char *path) {
    char full[PATH_MAX];
    if (path[0] == '/') snprintf(full, sizeof full, "%s", path);
    else { if (!getcwd(full, sizeof full)) return 0; }
    return root[0] && strncmp(full, root, strlen(root)) == 0;
}

static int is_ours(int fd) {
    char link[64], path[PATH_MAX];
    if (mode == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return path_is_ours(path);
}

static unsigned next_chance(void) { chance = chance * 1103515245u + 12345u; return chance >> 16; }

static void power_cut(void) {
    mode = OFF; /* what follows is the repairing of files, and the lock is held */
    for (struct saved *each = newest; each; each = each->older) {
        int fd = files[each->file].fd;
        size_t from = 0;
        switch (next_chance() % 3) {
        case 0: break;
        case 1: from = next_chance() % (each->length / SECTOR + 1) * SECTOR; /* torn: the first sectors made it */
        /* fall through */
        default:
            if (each->size < each->at + (off_t)each->length && from == 0) { if (ftruncate(fd, each->size)) {} }
            if (from < each->length) {
                off_t end = each->size < each->at + (off_t)each->length ? each->size : each->at + (off_t)each->length;
                off_t start = each->at + (off_t)from;
                if (end > start) {
                    static ssize_t (*real)(int, const void *, size_t, off_t);
                    if (!real) real = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
                    if (real(fd, each->bytes + from, (size_t)(end - start), start) < 0) {}
                }
            }
        }
    }
    _exit(CUT_CODE);
}

/* Return 0 when the operation may go on, else the error it must report. */
static int fault(int broken_error) {
    int error = 0;
    pthread_mutex_lock(&lock);
    if (mode != OFF) {
        count++;
        if (mode == CUT && count == fault_at) power_cut();
        if (mode == FULL && count >= fault_at) error = ENOSPC;
        if (mode == BROKEN && count == fault_at) error = broken_error;
    }
    pthread_mutex_unlock(&lock);
    return error;
}

static int file_of(int fd) {
    struct stat about;
    if (fstat(fd, &about) || !S_ISREG(about.st_mode)) return -1;
    for (int each = 0; each < file_count; each++)
        if (files[each].device == about.st_dev && files[each].inode == about.st_ino) return each;
    if (file_count == MOST_FILES) return -1;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int own = open(link, O_RDWR | O_CLOEXEC); /* never closed: closing would drop the locks of this process */
    if (own < 0) return -1;
    files[file_count].device = about.st_dev; files[file_count].inode = about.st_ino; files[file_count].fd = own;
    return file_count++;
}

static void save(int fd, off_t at, size_t length) {
    if (mode != CUT) return;
    pthread_mutex_lock(&lock);
    int file = file_of(fd);
    struct stat about;
    if (file >= 0 && !fstat(fd, &about)) {
        struct saved *each = calloc(1, sizeof *each);
        each->file = file; each->at = at; each->length = length; each->size = about.st_size;
        each->bytes = calloc(1, length ? length : 1);
        if (pread(files[file].fd, each->bytes, length, at) < 0) {}
        each->older = newest;
        newest = each;
    }
    pthread_mutex_unlock(&lock);
}

static void forget(int fd) {
    if (mode != CUT) return;
    pthread_mutex_lock(&lock);
    int file = file_of(fd);
    for (struct saved **each = &newest; *each;) {
        if ((*each)->file == file) { struct saved *gone = *each; *each = gone->older; free(gone->bytes); free(gone); }
        else each = &(*each)->older;
    }
    pthread_mutex_unlock(&lock);
}

static int is_new(const char *path) { struct stat about; return stat(path, &about) != 0; }

#define OPEN(name)                                                                                  \
    int name(const char *path, int flags, ...) {                                                    \
        REAL(name);                                               \
        va_list arguments; va_start(arguments, flags);                                              \
        mode_t bits = (flags & O_CREAT) ? (mode_t)va_arg(arguments, int) : 0; va_end(arguments);    \
        if (mode != OFF && (flags & O_CREAT) && path_is_ours(path) && is_new(path)) {               \
            int error = fault(EIO); if (error) { errno = error; return -1; }                        \
        }                                                                                           \
        return real(path, flags, bits);                                                             \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                \
    int name(int folder, const char *path, int flags, ...) {                                        \
        REAL(name);                                          \
        va_list arguments; va_start(arguments, flags);                                              \
        mode_t bits = (flags & O_CREAT) ? (mode_t)va_arg(arguments, int) : 0; va_end(arguments);    \
        if (mode != OFF && (flags & O_CREAT) && path_is_ours(path) && is_new(path)) {               \
            int error = fault(EIO); if (error) { errno = error; return -1; }                        \
        }                                                                                           \
        return real(folder, path, flags, bits);                                                     \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    if (is_ours(fd)) {
        int error = fault(EIO);
        if (error == ENOSPC && count == fault_at && length > 1) return real(fd, bytes, length / 2); /* what still fitted */
        if (error) { errno = error; return -1; }
        save(fd, lseek(fd, 0, SEEK_CUR), length);
    }
    return real(fd, bytes, length);
}

#define PWRITE(name)                                                                                \
    ssize_t name(int fd, const void *bytes, size_t length, off_t at) {                              \
        REAL(name);                                 \
        if (is_ours(fd)) {                                                                          \
            int error = fault(EIO);                                                                 \
            if (error == ENOSPC && count == fault_at && length > 1) return real(fd, bytes, length / 2, at); \
            if (error) { errno = error; return -1; }                                                \
            save(fd, at, length);                                                                   \
        }                                                                                           \
        return real(fd, bytes, length, at);                                                         \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define SYNC(name)                                                                                  \
    int name(int fd) {                                                                              \
        REAL(name);                                                                  \
        if (is_ours(fd)) {                                                                          \
            int error = fault(EIO);                                                                 \
            if (error && error != ENOSPC) { errno = error; return -1; }                             \
            forget(fd);                                                                             \
        }                                                                                           \
        return mode == CUT ? 0 : real(fd);                                                          \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name)                                                                              \
    int name(int fd, off_t size) {                                                                  \
        REAL(name);                                                           \
        struct stat about;                                                                          \
        if (is_ours(fd) && !fstat(fd, &about)) {                                                    \
            int error = fault(EIO);                                                                 \
            if (error == ENOSPC && size <= about.st_size) error = 0;                                \
            if (error) { errno = error; return -1; }                                                \
            if (size < about.st_size) save(fd, size, (size_t)(about.st_size - size));               \
        }                                                                                           \
        return real(fd, size);                                                                      \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
    REAL(rename);
    if (mode != OFF && path_is_ours(to)) { int error = fault(EIO); if (error) { errno = error; return -1; } }
    return real(from, to);
}

int mkdir(const char *path, mode_t bits) {
    REAL(mkdir);
    if (mode != OFF && path_is_ours(path) && is_new(path)) { int error = fault(EIO); if (error) { errno = error; return -1; } }
    return real(path, bits);
}

ssize_t sendfile(int to, int from, off_t *at, size_t length) {
    REAL(sendfile);
    if (is_ours(to)) {
        int error = fault(EIO);
        if (error) { errno = error; return -1; }
        errno = EINVAL; /* let the caller write, where it is seen */
        return -1;
    }
    return real(to, from, at, length);
}

ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t length, unsigned flags) {
    REAL(copy_file_range);
    if (is_ours(to)) { errno = EXDEV; return -1; }
    return real(from, from_at, to, to_at, length, flags);
}
