namespace Lana.Import.Onnx;

/// <summary>Options of <see cref="OnnxNetwork"/>.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>Height and width of the images, if the file leaves them open.</summary>
    /// <value><see langword="null"/> by default: the file fixes both.</value>
    public SpatialSize? Size { get; init; }

    /// <summary>The maximum number of convolutions in a layer that is found automatically, at least 1.</summary>
    /// <value>6 by default.</value>
    public int MaxConvolutions { get; init; } = 6;

    /// <summary>The layers, each from one tensor of the file to another; they replace the layers that would be found
    /// automatically.</summary>
    /// <value>Empty by default: layers are found automatically.</value>
    public IReadOnlyList<TensorSpan> LayerTensors { get; init; } = [];
}
