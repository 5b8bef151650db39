namespace Lana.Import.Onnx;

/// <summary>How <see cref="OnnxNetwork"/> reads a file.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>Height and width of the images, where the file leaves them open.</summary>
    /// <value><see langword="null"/> by default: the file fixes both.</value>
    public SpatialSize? Size { get; init; }

    /// <summary>The maximum number of convolutions in a layer that is found, at least 1.</summary>
    /// <value>6 by default.</value>
    public int MaxConvolutions { get; init; } = 6;

    /// <summary>The layers, each from one tensor of the file to another; replaces those that would be found.</summary>
    /// <value>Empty by default: layers are found.</value>
    public IReadOnlyList<TensorSpan> LayerTensors { get; init; } = [];
}
