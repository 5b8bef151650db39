using Lana.Reproduction.Setup;

namespace Lana.Reproduction;

/// <summary>A trained teacher.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="Network">The registered network of which it is a miniature.</param>
/// <param name="Width">Its width as a share of the published one.</param>
/// <param name="Layers">The number of layers that may be replaced.</param>
/// <param name="Parameters">The number of trainable parameters.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Epochs">The number of epochs for which it was trained, or adapted if it started with public weights.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="LatencyMs">One image on one thread in ONNX Runtime, in milliseconds.</param>
/// <param name="Scale">The scale of the experiments.</param>
internal sealed record TeacherFacts(
    string Family,
    string Network,
    double Width,
    int Layers,
    long Parameters,
    long Macs,
    int Epochs,
    double Accuracy,
    double LatencyMs,
    Scale Scale);
