namespace Lana.Parity;

/// <summary>An ONNX model does not compute the same outputs as its network.</summary>
public sealed class ParityException : LanaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="model">The file or the network's name.</param>
    /// <param name="result">The differences.</param>
    public ParityException(string model, OnnxParityResult result)
        : base(Describe(model, result))
    {
        Model = model;
        Result = result;
    }

    /// <summary>The file or the network's name.</summary>
    public string Model { get; }

    /// <summary>The differences.</summary>
    public OnnxParityResult Result { get; }

    private static string Describe(string model, OnnxParityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return $"'{model}' does not compute what the network computes: ONNX Runtime and TorchSharp differ by " +
            $"{result.MaxDifference:g3}, {result.RelativeDifference:g3} of the largest output, and " +
            $"{result.Tolerance:g3} is allowed. Export it again; if it stays so, the file was made from other weights.";
    }
}
