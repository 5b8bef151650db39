namespace Lana.Onnx;

/// <summary>A named value inside an ONNX graph under construction.</summary>
internal readonly record struct OnnxValue(string Name, FeatureShape Shape)
{
    /// <summary>True if the value is [N, C] instead of [N, C, 1, 1], as after a fully connected layer.</summary>
    public bool IsFlat { get; init; }
}
