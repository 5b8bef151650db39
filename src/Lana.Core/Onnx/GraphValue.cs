namespace Lana.Onnx;

/// <summary>A value of a graph that is being exported.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="IsFlat">True if the file has a feature [N, C, 1, 1] as [N, C].</param>
internal readonly record struct GraphValue(string Name, TensorShape Shape, bool IsFlat)
{
    public static GraphValue Of(OnnxValue value) => new(value.Name, value.Shape, value.IsFlat);

    /// <summary>Converts the value to a feature.</summary>
    public OnnxValue ToFeature() => new(Name, Shape.ToFeature()) { IsFlat = IsFlat };

    /// <summary>Returns the name of a value that has exactly the rank of the shape.</summary>
    public string Plain(OnnxGraph graph) => IsFlat ? graph.Unflatten(ToFeature()).Name : Name;
}
