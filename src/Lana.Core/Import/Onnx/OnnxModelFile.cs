using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>A parsed ONNX file of a supported version.</summary>
internal sealed class OnnxModelFile
{
    private const int MinOpset = 7;
    private const int MaxOpset = 21;
    private const int MinIrVersion = 3;
    private const string ModelAdvice = "export the model to ONNX (torch.onnx.export or tf2onnx), or unpack an archive of one";

    // Measured on files of seven exporters: one to three times their size; without their weights, five to fifteen times.
    private const int MaxParsingFactor = 10;
    private const int MaxParsingFactorWithoutWeights = 24;
    private const int ParsingAllowance = 256 << 10;

    private OnnxModelFile(string path, ModelProto model, long sizeBytes)
    {
        (Path, Model, SizeBytes, Tensors) = (path, model, sizeBytes, new OnnxTensorReader(path));
        Opset = CheckVersions();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The file's content.</summary>
    public ModelProto Model { get; }

    /// <summary>The version of the standard operators, 7 to 21.</summary>
    public int Opset { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long SizeBytes { get; }

    /// <summary>Decodes the file's tensors.</summary>
    public OnnxTensorReader Tensors { get; }

    /// <summary>Returns true for a node that belongs to the standard's own operators.</summary>
    public static bool IsStandard(string domain) => domain is "" or "ai.onnx";

    /// <summary>Reads a file.</summary>
    /// <exception cref="OnnxImportException">It is missing, damaged, of another kind or of another version.</exception>
    public static OnnxModelFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
        {
            throw new OnnxImportException(path, "it is a folder: name the file in it.");
        }

        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (FileNotFoundException cause)
        {
            throw new OnnxImportException(path, "there is no such file.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new OnnxImportException(path, $"it cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>Returns the same file with another content.</summary>
    public OnnxModelFile With(ModelProto model) => new(Path, model, SizeBytes);

    /// <summary>Creates the exception for an error in this file.</summary>
    public OnnxImportException Fail(string reason) => new(Path, reason);

    private static OnnxModelFile Parse(string path, byte[] bytes)
    {
        if (KindOf(bytes) is { } kind)
        {
            throw new OnnxImportException(path, $"it is not an ONNX file but {kind}.");
        }

        CheckMemory(path, bytes);
        try
        {
            return new OnnxModelFile(path, ModelProto.Parser.ParseFrom(bytes), bytes.Length);
        }
        catch (InvalidProtocolBufferException cause)
        {
            throw new OnnxImportException(
                path,
                $"it is not an ONNX file, or it is damaged or cut short ({bytes.Length} bytes): {cause.Message}",
                cause);
        }
    }

    // A few bytes can create many objects: an empty node takes two bytes.
    private static void CheckMemory(string path, byte[] bytes)
    {
        var factor = bytes.AsSpan().IndexOf("location"u8) >= 0 ? MaxParsingFactorWithoutWeights : MaxParsingFactor;
        var estimate = ParsingMemory.Estimate(ModelProto.Descriptor, bytes);
        if (estimate > ((long)factor * bytes.Length) + ParsingAllowance)
        {
            throw new OnnxImportException(
                path,
                $"its {bytes.Length} bytes would take {estimate} in memory, more than {factor} times as many: it consists of small parts "
                + "and hardly any weights, and no exporter writes such files.");
        }
    }

    private static string? KindOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "empty: download or export it again";
        }

        if (bytes.Length >= 8 && bytes[4..8].SequenceEqual("ORTM"u8))
        {
            return "ONNX Runtime's own format (.ort), which cannot be changed: use the .onnx file it was made of";
        }

        return FileKind.Of(bytes[..Math.Min(FileKind.Length, bytes.Length)], ModelAdvice);
    }

    private int CheckVersions()
    {
        if (Model.Graph is null)
        {
            throw Fail("it has no graph: it is not an ONNX file, or it is cut short.");
        }

        if (Model.IrVersion < MinIrVersion)
        {
            throw Fail(
                $"its IR version is {Model.IrVersion}; {MinIrVersion} and later can be read. Export the model again.");
        }

        var standard = Model.OpsetImport.Where(opset => IsStandard(opset.Domain));
        return standard.Select(opset => opset.Version).ToArray() switch
        {
            [>= MinOpset and <= MaxOpset and var version] => (int)version,
            [var version] => throw Fail(
                $"its opset is {version}; {MinOpset} to {MaxOpset} can be read. Export the model with another opset."),
            [] => throw Fail("it does not say which opset it uses: export the model again."),
            _ => throw Fail("it names several opsets of the standard operators: export the model again."),
        };
    }
}
