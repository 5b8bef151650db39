using System.Runtime.InteropServices;

namespace Lana.Native;

/// <summary>What the start of torch has to know about the machine and do to the process.</summary>
internal interface INativePlatform
{
    /// <summary>Gets whether the operating system is Linux.</summary>
    bool IsLinux { get; }

    /// <summary>Gets the architecture of this process.</summary>
    Architecture Architecture { get; }

    /// <summary>Gets whether the C library of this process is glibc (and not musl, say).</summary>
    bool IsGlibc { get; }

    /// <summary>Gets the directories in which the runtime looks for native libraries, first to last.</summary>
    IReadOnlyList<string> SearchDirectories { get; }

    /// <summary>Says whether a file is there.</summary>
    bool FileExists(string path);

    /// <summary>Reads a whole file.</summary>
    byte[] ReadFile(string path);

    /// <summary>Loads a library for the rest of the process.</summary>
    void Load(string path);

    /// <summary>Loads a library from an anonymous file in memory for the rest of the process.</summary>
    void LoadFromMemory(string name, byte[] library);

    /// <summary>Loads a library from a private temporary file, which is gone when this returns.</summary>
    void LoadFromTemporaryFile(string name, byte[] library);

    /// <summary>Sets a 32-bit variable that a loaded library exports.</summary>
    bool SetVariable(string library, string symbol, int value);

    /// <summary>Says whether the user has set an environment variable.</summary>
    bool HasEnvironmentVariable(string name);

    /// <summary>Sets one parameter of the C library's allocator.</summary>
    bool SetAllocator(int parameter, int value);
}
