using Lana.Reproduction.Setup;

namespace Lana.Reproduction;

/// <summary>A trained teacher.</summary>
/// <param name="Family">The family's name.</param>
/// <param name="Network">The registered network it is a miniature of.</param>
/// <param name="Width">Its width against the published one.</param>
/// <param name="Layers">Layers that may be replaced.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Epochs">Epochs it was trained, or adapted where it began with public weights.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="LatencyMs">One image on one thread in ONNX Runtime, in milliseconds.</param>
/// <param name="Scale">How much of everything.</param>
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
