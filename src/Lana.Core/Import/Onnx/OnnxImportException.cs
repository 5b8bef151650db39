namespace Lana.Import.Onnx;

/// <summary>An ONNX file is missing, damaged, or holds something that cannot be imported.</summary>
public sealed class OnnxImportException : LanaException
{
    internal OnnxImportException(string path, string reason, Exception? innerException = null)
        : base($"ONNX file '{path}': {reason}", innerException) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The nodes that cannot be imported, where that is what is wrong.</summary>
    internal IReadOnlyCollection<OnnxRefusal> Refusals { get; init; } = [];
}
