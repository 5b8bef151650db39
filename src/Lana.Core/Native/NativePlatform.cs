using Microsoft.Win32.SafeHandles;

namespace Lana.Native;

/// <summary>The actual machine and process.</summary>
internal sealed class NativePlatform : INativePlatform
{
    private const string SearchDirectoriesKey = "NATIVE_DLL_SEARCH_DIRECTORIES";

    // The loader remembers a library by its path: a closed descriptor's number could be reused for another file.
    private static readonly List<SafeFileHandle> MemoryFiles = [];

    public bool IsLinux => OperatingSystem.IsLinux();

    public Architecture Architecture => RuntimeInformation.ProcessArchitecture;

    public bool IsGlibc =>
        IsLinux && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "gnu_get_libc_version", out _);

    public IReadOnlyList<string> SearchDirectories =>
        AppContext.GetData(SearchDirectoriesKey) is string { Length: > 0 } list
            ? list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            : [AppContext.BaseDirectory];

    public bool FileExists(string path) => File.Exists(path);

    public byte[] ReadFile(string path) => File.ReadAllBytes(path);

    public void Load(string path) => NativeLibrary.Load(path);

    public void LoadFromMemory(string name, byte[] library)
    {
        var descriptor = LibC.CreateMemoryFile(name, LibC.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"memfd_create: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.Write(file, library, fileOffset: 0);
            NativeLibrary.Load($"/proc/self/fd/{descriptor}");
        }
        catch
        {
            file.Dispose();
            throw;
        }

        lock (MemoryFiles)
        {
            MemoryFiles.Add(file);
        }
    }

    public void LoadFromTemporaryFile(string name, byte[] library)
    {
        var directory = Directory.CreateTempSubdirectory("lana-");
        try
        {
            var path = Path.Combine(directory.FullName, name);
            File.WriteAllBytes(path, library);
            NativeLibrary.Load(path);
        }
        finally
        {
            // A loaded library stays mapped after its file is deleted.
            directory.Delete(recursive: true);
        }
    }

    public bool SetVariable(string library, string symbol, int value)
    {
        if (!NativeLibrary.TryGetExport(NativeLibrary.Load(library), symbol, out var address))
        {
            return false;
        }

        Marshal.WriteInt32(address, value);
        return true;
    }

    public bool HasEnvironmentVariable(string name) => Environment.GetEnvironmentVariable(name) is not null;

    public bool SetAllocator(int parameter, int value) => LibC.SetAllocator(parameter, value) != 0;
}
