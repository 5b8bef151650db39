namespace Lana.Models;

/// <summary>The properties of a network before it is built; counts are those of its default options.</summary>
/// <param name="Name">The network's name.</param>
/// <param name="Family">The kind of network, for example <c>EfficientNet V2</c>.</param>
/// <param name="Parameters">The number of trainable parameters.</param>
/// <param name="Macs">Multiply-accumulates per image at <see cref="Resolution"/>.</param>
/// <param name="Layers">The number of layers between stem and head.</param>
/// <param name="ReplaceableLayers">The number of layers that another operation of the full search space can replace.</param>
/// <param name="ShapeKeepingLayers">The number of layers whose output has the shape of their input.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Resolution">The side of the square input, in pixels.</param>
/// <param name="Mean">The mean that is subtracted from each channel of an image in [0, 1].</param>
/// <param name="StandardDeviation">The number by which each channel is divided.</param>
/// <param name="Source">The source of the architecture and of the names of the weights.</param>
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
