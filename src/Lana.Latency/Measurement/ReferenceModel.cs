namespace Lana.Measurement;

/// <summary>A fixed small model, in several sessions, whose time indicates the current speed of the machine.</summary>
/// <remarks>An inverted residual and a 3×3 convolution at 14×14, similar to the measured networks, so that it is
/// disturbed in the same way. Embedded as ONNX, so that timing an ONNX file needs no torch.</remarks>
internal static class ReferenceModel
{
    public const int Sessions = 4;
    private const int Wide = 48;

    private static readonly Lazy<byte[]> Model = new(Read);

    public static LatencySubject Subject { get; } = new(
        "the reference model", new FeatureShape(16, 14, 14), () => Model.Value)
    {
        IsWhole = true,
        Definition = new Chain(
            new Residual(new Chain(
                Conv("expand", Wide, 1, Activation.Silu),
                Conv("depthwise", Wide, 3, Activation.Silu) with { Groups = Wide },
                Gate.SqueezeExcite(Wide, 8, Activation.Silu),
                Conv("project", 16, 1, Activation.None))),
            Conv("dense", 32, 3, Activation.Relu)),
    };

    private static Conv Conv(string name, int channels, int kernel, Activation activation) =>
        new(name, channels, kernel) { Bias = true, Activation = activation };

    private static byte[] Read()
    {
        using var stream = typeof(ReferenceModel).Assembly.GetManifestResourceStream("Lana.Measurement.reference.onnx")
            ?? throw new InvalidOperationException("Lana.Latency.dll was built without its reference model.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
