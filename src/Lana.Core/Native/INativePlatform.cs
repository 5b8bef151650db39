namespace Lana.Native;

/// <summary>The functions of the machine and the process that the start of torch needs.</summary>
internal interface INativePlatform
{
    bool IsLinux { get; }

    Architecture Architecture { get; }

    /// <summary>Gets a value that indicates whether the C library of this process is glibc (and not, for example,
    /// musl).</summary>
    bool IsGlibc { get; }

    /// <summary>Gets the directories in which the runtime searches for native libraries, first to last.</summary>
    IReadOnlyList<string> SearchDirectories { get; }

    bool FileExists(string path);

    byte[] ReadFile(string path);

    /// <summary>Loads a library for the rest of the process.</summary>
    void Load(string path);

    /// <summary>Loads a library from an anonymous file in memory for the rest of the process.</summary>
    void LoadFromMemory(string name, byte[] library);

    /// <summary>Loads a library from a private temporary file, which is deleted before the method returns.</summary>
    void LoadFromTemporaryFile(string name, byte[] library);

    bool SetVariable(string library, string symbol, int value);

    bool HasEnvironmentVariable(string name);

    bool SetAllocator(int parameter, int value);
}
