namespace Lana.Weights;

/// <summary>A safetensors file is missing, damaged, or does not hold what was asked of it.</summary>
public sealed class SafetensorsException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong and what to do, as a sentence without path and tensor.</param>
    /// <param name="tensorName">The tensor to blame; null where it is the file as a whole.</param>
    /// <param name="innerException">The cause, where another failure led to this one.</param>
    public SafetensorsException(
        string path, string reason, string? tensorName = null, Exception? innerException = null)
        : base(Describe(path, reason, tensorName), innerException)
    {
        Path = path;
        TensorName = tensorName;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensor to blame; null where it is the file as a whole.</summary>
    public string? TensorName { get; }

    private static string Describe(string path, string reason, string? tensorName) =>
        tensorName is null
            ? $"Safetensors file '{path}': {reason}"
            : $"Safetensors file '{path}', tensor '{tensorName}': {reason}";
}
