namespace ServeStudent;

/// <summary>The answer to an image.</summary>
/// <param name="Outputs">The outputs of the student, in the order of its file.</param>
/// <param name="LatencyMs">The time in ONNX Runtime, in milliseconds.</param>
/// <param name="PreprocessingMs">The time to decode, resize and normalise the image, in milliseconds.</param>
internal sealed record Prediction(IReadOnlyList<OutputAnswer> Outputs, double LatencyMs, double PreprocessingMs);
