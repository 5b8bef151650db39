using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Lana.Native;

/// <summary>A machine that writes down what is asked of it and does nothing.</summary>
internal sealed class FakePlatform : INativePlatform
{
    public bool IsLinux { get; init; } = true;

    public Architecture Architecture { get; init; } = Architecture.X64;

    public bool IsGlibc { get; init; } = true;

    public IReadOnlyList<string> SearchDirectories { get; init; } = ["/app", "/packages"];

    public HashSet<string> Files { get; init; } =
        ["/app/libc10.so", "/app/libtorch_cpu.so", "/app/libtorch.so", "/app/libLibTorchSharp.so"];

    /// <summary>What a path does instead of loading; <c>memory</c> and <c>temporary</c> are the copies.</summary>
    public Dictionary<string, Exception> Failures { get; init; } = [];

    public Func<int, int, bool> Allocator { get; init; } = (_, _) => true;

    public byte[] Content { get; init; } = [];

    public Exception? ReadFailure { get; init; }

    /// <summary>Everything that was done, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Exported variables that were set.</summary>
    public ConcurrentQueue<string> Variables { get; } = new();

    public HashSet<string> EnvironmentVariables { get; init; } = [];

    public bool FileExists(string path) => Files.Contains(path);

    public byte[] ReadFile(string path) => ReadFailure is null ? Content : throw ReadFailure;

    public void Load(string path) => Do($"load {path}", path);

    public void LoadFromMemory(string name, byte[] library) => Do($"memory {name}", "memory");

    public void LoadFromTemporaryFile(string name, byte[] library) => Do($"temporary {name}", "temporary");

    public bool SetAllocator(int parameter, int value)
    {
        Calls.Enqueue($"mallopt {parameter} {value}");
        return Allocator(parameter, value);
    }

    public bool SetVariable(string library, string symbol, int value)
    {
        Variables.Enqueue($"{library} {symbol} {value}");
        return true;
    }

    public bool HasEnvironmentVariable(string name) => EnvironmentVariables.Contains(name);

    private void Do(string call, string key)
    {
        Calls.Enqueue(call);
        if (Failures.TryGetValue(key, out var failure))
        {
            throw failure;
        }
    }
}
