namespace Lana.Native;

/// <summary>Loads libtorch and TorchSharp's native part, in an edited copy if the original cannot be loaded.</summary>
internal sealed class TorchLoader(INativePlatform platform)
{
    internal const string Binding = "libLibTorchSharp.so";

    internal const string LogLevelVariable = "TORCH_CPP_LOG_LEVEL";
    internal const string LogLevelSymbol = "FLAGS_caffe2_log_level";
    private const int ErrorLevel = 2;

    // In the order of their dependencies: each finds the ones before it by their names.
    private static readonly string[] LibTorch = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    internal void Load()
    {
        // All from one directory: two copies of libtorch in one process abort it.
        var directory = Path.GetDirectoryName(Find(LibTorch[1]))!;
        var binding = Find(Binding);
        foreach (var name in LibTorch)
        {
            LoadOriginal(Path.Combine(directory, name));
        }

        LoadBinding(binding);
        QuietWarnings(Path.Combine(directory, LibTorch[0]));
    }

    // On processors that NNPACK does not support, libtorch warns at every small convolution. A log level that the user
    // chose is not changed.
    private void QuietWarnings(string library)
    {
        if (!platform.HasEnvironmentVariable(LogLevelVariable))
        {
            platform.SetVariable(library, LogLevelSymbol, ErrorLevel);
        }
    }

    private string Find(string name)
    {
        var directories = platform.SearchDirectories;
        return directories.Select(directory => Path.Combine(directory, name)).FirstOrDefault(platform.FileExists)
            ?? throw new TorchRuntimeException(
                name,
                $"{name} is in none of the directories in which the runtime looks for native libraries "
                + $"({string.Join(", ", directories)}). Reference TorchSharp-cpu or a TorchSharp-cuda package "
                + "in the application, and set its RuntimeIdentifier (linux-x64).");
    }

    private void LoadOriginal(string path)
    {
        try
        {
            platform.Load(path);
        }
        catch (DllNotFoundException e)
        {
            throw CannotLoad(path, e);
        }
    }

    private void LoadBinding(string path)
    {
        try
        {
            // Only the loader can determine whether this machine has everything that the library requires.
            platform.Load(path);
        }
        catch (DllNotFoundException e)
        {
            var copy = ElfVersionPatch.Apply(Read(path), Binding) ?? throw CannotLoad(path, e);
            LoadCopy(path, copy, e);
        }
    }

    private byte[] Read(string path)
    {
        try
        {
            return platform.ReadFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TorchRuntimeException(
                Binding, $"{path} cannot be read: {e.Message} Make it readable, or restore the packages again.", e);
        }
    }

    private void LoadCopy(string path, byte[] copy, DllNotFoundException originalFailure)
    {
        try
        {
            platform.LoadFromMemory(Binding, copy);
        }
        catch (Exception e) when (e is IOException or DllNotFoundException)
        {
            LoadCopyFromFile(path, copy, [originalFailure, e]);
        }
    }

    private void LoadCopyFromFile(string path, byte[] copy, Exception[] failures)
    {
        try
        {
            platform.LoadFromTemporaryFile(Binding, copy);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            throw new TorchRuntimeException(
                Binding,
                $"{path} does not load, nor does a copy edited to do without {ElfVersionPatch.Wanted} of libstdc++. "
                + $"Install what the loader names below (libstdc++ of GCC 13.2 has {ElfVersionPatch.Wanted}), or give "
                + "the process a temporary directory that allows execution. "
                + $"The original: {failures[0].Message} From memory: {failures[1].Message} From a file: {e.Message}",
                new AggregateException([.. failures, e]));
        }
    }

    private static TorchRuntimeException CannotLoad(string path, DllNotFoundException e) =>
        new(Path.GetFileName(path), $"{path} is there and does not load. The system's loader says: {e.Message}", e);
}
