namespace Lana.Models;

/// <summary>What is known of a network before it is built; counts are those of its default options.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Family">The kind of network, for example <c>EfficientNet V2</c>.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Macs">Multiply-accumulates per image at <see cref="Resolution"/>.</param>
/// <param name="Layers">Layers between stem and head.</param>
/// <param name="ReplaceableLayers">Layers whose place another operation of the full search space can take.</param>
/// <param name="ShapeKeepingLayers">Layers whose output has the shape of their input.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Resolution">The side of the square input, in pixels.</param>
/// <param name="Mean">What is subtracted from each channel of an image in [0, 1].</param>
/// <param name="StandardDeviation">What each channel is divided by.</param>
/// <param name="Source">Where the architecture and the names of the weights come from.</param>
public sealed record NetworkDescription(
    string Name,
    string Family,
    long Parameters,
    long Macs,
    int Layers,
    int ReplaceableLayers,
    int ShapeKeepingLayers,
    int Classes,
    int Resolution,
    ImmutableArray<float> Mean,
    ImmutableArray<float> StandardDeviation,
    string Source);
