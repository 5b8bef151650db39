using Lana.Export;
using Lana.Weights;

namespace Lana.Pipeline;

/// <summary>The teacher of an acceleration: hashed and exported to ONNX once.</summary>
internal sealed class TeacherModel(Network network) : IFingerprinted
{
    private readonly Lazy<string> _fingerprint = new(() => ModuleWeights.Fingerprint(network));
    private readonly Lazy<byte[]> _onnx = new(() => OnnxExporter.Export(network));

    public Network Network => network;

    public string Fingerprint => _fingerprint.Value;

    public byte[] Onnx => _onnx.Value;

    public LatencySubject Subject => LatencySubject.Of(network, "teacher") with { Model = () => Onnx };
}
