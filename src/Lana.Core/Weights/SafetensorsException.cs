namespace Lana.Weights;

/// <summary>A safetensors file is missing, damaged, or does not contain the requested tensors.</summary>
/// <param name="path">The file.</param>
/// <param name="reason">The problem and its remedy, as a sentence without path and tensor.</param>
/// <param name="tensorName">The tensor that caused the error; null if it is the whole file.</param>
/// <param name="innerException">The cause, if another failure led to this one.</param>
public sealed class SafetensorsException(
    string path, string reason, string? tensorName = null, Exception? innerException = null)
    : LanaException(
        $"Safetensors file '{path}'{(tensorName is null ? "" : $", tensor '{tensorName}'")}: {reason}", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The tensor that caused the error; null if it is the whole file.</summary>
    public string? TensorName { get; } = tensorName;
}
