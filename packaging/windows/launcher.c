/* Starts the program inside the signed python311.dll of the folder python\ beside it; built twice, for the console and
   for the window. Needs nothing but Windows itself. */
#include <wchar.h>
#include <windows.h>

#define MOST_PATH 32768

typedef int (*py_main)(int, wchar_t **);

static int complain(const wchar_t *words)
{
#ifdef WINDOWED
    MessageBoxW(NULL, words, L"案牍", MB_OK | MB_ICONERROR);
#else
    DWORD written;
    HANDLE errors = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(errors, words, (DWORD)wcslen(words), &written, NULL)) {
        char bytes[1024];
        int size = WideCharToMultiByte(CP_UTF8, 0, words, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(errors, bytes, size > 0 ? (DWORD)size - 1 : 0, &written, NULL);
    }
#endif
    return 1;
}

static int start(int count, wchar_t **given)
{
    static wchar_t path[MOST_PATH];
    DWORD length = GetModuleFileNameW(NULL, path, MOST_PATH);
    wchar_t *name = wcsrchr(path, L'\\');
    if (length == 0 || length >= MOST_PATH - 32 || name == NULL)
        return complain(L"程序所在的文件夹路径过长，请移到较短的路径下再启动。\n");
    wcscpy(name + 1, L"python\\python311.dll");
    HMODULE python = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (python == NULL)
        return complain(L"程序文件不完整：无法载入 python\\python311.dll。请重新解压或重新安装；需要 64 位的 Windows 10 或更新的系统。\n");
    py_main run = (py_main)(void *)GetProcAddress(python, "Py_Main");
    if (run == NULL)
        return complain(L"程序文件已损坏：python311.dll 不是原来的文件。请重新安装。\n");
    wchar_t *fixed[] = {given[0], L"-I", L"-B", L"-X", L"utf8", L"-m", L"andu_start"};
    size_t most = sizeof fixed / sizeof *fixed + (size_t)count;
    wchar_t **arguments = HeapAlloc(GetProcessHeap(), 0, most * sizeof *arguments);
    if (arguments == NULL)
        return complain(L"内存不足。\n");
    int number = 0;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        arguments[number++] = fixed[i];
    for (int i = 1; i < count; i++)
        arguments[number++] = given[i];
    arguments[number] = NULL;
    return run(number, arguments);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE former, PWSTR line, int show)
{
    (void)instance, (void)former, (void)line, (void)show;
    int count;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    return arguments == NULL ? complain(L"内存不足。\n") : start(count, arguments);
}
#else
int wmain(int count, wchar_t **arguments)
{
    return start(count, arguments);
}
#endif
