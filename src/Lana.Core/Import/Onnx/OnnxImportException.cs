namespace Lana.Import.Onnx;

/// <summary>An ONNX file is missing, damaged, or contains something that cannot be imported.</summary>
public sealed class OnnxImportException : LanaException
{
    internal OnnxImportException(string path, string reason, Exception? innerException = null)
        : base($"ONNX file '{path}': {reason}", innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The nodes that cannot be imported, if they are the cause.</summary>
    internal IReadOnlyCollection<OnnxRefusal> Refusals { get; init; } = [];
}
