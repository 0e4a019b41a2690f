/* A clock that is wrong: preloaded into a process (LD_PRELOAD), set by calling clock_jump() with so many seconds. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

static long long jump;

void clock_jump(long long seconds) { jump = seconds; }

int clock_gettime(clockid_t which, struct timespec *moment) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(which, moment);
    if (!answer && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) moment->tv_sec += jump;
    return answer;
}

int gettimeofday(struct timeval *restrict moment, void *restrict zone) {
    (void)zone;
    struct timespec exact;
    if (clock_gettime(CLOCK_REALTIME, &exact)) return -1;
    moment->tv_sec = exact.tv_sec; moment->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *moment) {
    struct timespec exact;
    if (clock_gettime(CLOCK_REALTIME, &exact)) return -1;
    if (moment) *moment = exact.tv_sec;
    return exact.tv_sec;
}
