using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Formats declared types for messages.</summary>
internal static class OnnxTypeText
{
    private const int MaxAxes = 8;

    /// <summary>A type and shape, for example <c>float32 [batch, 3, 224, 224]</c>.</summary>
    public static string Of(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => ((OnnxElementType)type.TensorType.ElemType).Describe()
            + (type.TensorType.Shape is { } shape
                ? $" [{Shortened.List(shape.Dim.Select(Of), MaxAxes, ", ")}]"
                : " of unknown shape"),
        TypeProto.ValueOneofCase.SequenceType => "a sequence",
        TypeProto.ValueOneofCase.MapType => "a map",
        TypeProto.ValueOneofCase.OptionalType => "an optional value",
        TypeProto.ValueOneofCase.SparseTensorType => "a sparse tensor",
        _ => "of unknown type",
    };

    private static string Of(TensorShapeProto.Types.Dimension dim) => dim.ValueCase switch
    {
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => $"{dim.DimValue}",
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => Shortened.Of(dim.DimParam, 32),
        _ => "?",
    };
}
