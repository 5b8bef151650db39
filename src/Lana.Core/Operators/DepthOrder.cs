namespace Lana.Operators;

/// <summary>The order of the channels that a <see cref="DepthToSpace"/> moves to positions, with the names of ONNX.</summary>
public enum DepthOrder
{
    /// <summary>DCR: the channel of the output varies fastest, then the column, then the row in a block.</summary>
    DepthColumnRow,

    /// <summary>CRD, PyTorch's pixel shuffle: the column in a block varies fastest, then the row, then the channel of
    /// the output.</summary>
    ColumnRowDepth,
}
