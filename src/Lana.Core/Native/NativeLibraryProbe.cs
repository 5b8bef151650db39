namespace Lana.Native;

/// <summary>Uses a native library once, and explains the failure if that is not possible.</summary>
/// <param name="names">The names of the library.</param>
/// <param name="use">Calls into the library.</param>
/// <param name="platform">The directories in which the runtime searches for the library.</param>
/// <remarks>Thread-safe. A library that failed is tried again by the next call; the runtime remembers most
/// failures.</remarks>
internal sealed class NativeLibraryProbe(NativeLibraryNames names, Action use, INativePlatform platform)
{
    private volatile bool _isUsable;

    /// <summary>Uses the library unless an earlier call has done so.</summary>
    /// <exception cref="NativeLibraryException">The library is missing, does not load, or is of another
    /// version.</exception>
    public void EnsureUsable()
    {
        if (_isUsable)
        {
            return;
        }

        try
        {
            use();
            _isUsable = true;
        }
        catch (Exception failure)
            when (failure is TypeInitializationException or TypeLoadException or BadImageFormatException)
        {
            throw Explain(failure);
        }
    }

    // A static constructor that fails wraps its failure, once for each type that depends on it.
    private NativeLibraryException Explain(Exception failure)
    {
        var cause = failure;
        while (cause is TypeInitializationException { InnerException: { } inner })
        {
            cause = inner;
        }

        var directories = platform.SearchDirectories;
        var path = directories
            .Select(directory => Path.Combine(directory, names.FileName))
            .FirstOrDefault(platform.FileExists);
        var message = cause switch
        {
            DllNotFoundException when path is null => Missing(directories),
            DllNotFoundException or BadImageFormatException => DoesNotLoad(path ?? names.FileName, cause),
            _ => HasOtherVersion(path ?? names.FileName, cause),
        };
        return new NativeLibraryException(names.FileName, message, failure);
    }

    private string Missing(IReadOnlyList<string> directories) =>
        $"The native library of {names.Product}, {names.FileName}, is in none of the directories in which the runtime " +
        $"looks for native libraries ({string.Join(", ", directories)}). Reference {names.Package} in the application, " +
        $"in the version of {names.ManagedPackage} ({names.ManagedVersion}), and set its RuntimeIdentifier " +
        $"({RuntimeInformation.RuntimeIdentifier}). The package has {names.Platforms}.";

    private string DoesNotLoad(string path, Exception cause) =>
        $"The native library of {names.Product}, {path}, is there and does not load. It must be built for this process, " +
        $"{Process}; {names.Package} has {names.Platforms}. The system's loader says: {cause.Message.Trim()}";

    private string HasOtherVersion(string path, Exception cause) =>
        $"The native library of {names.Product}, {path}, is not of the version that {names.ManagedPackage} " +
        $"{names.ManagedVersion} needs. Reference {names.Package} and {names.ManagedPackage} in one version, and remove " +
        $"copies of the library that other packages bring. {names.Product} says: {cause.Message.Trim()}";

    private string Process => $"{RuntimeInformation.OSDescription.Split(' ')[0]} {platform.Architecture}" +
        (platform.IsLinux ? platform.IsGlibc ? " with glibc" : " without glibc (musl, as in Alpine images)" : "");
}
