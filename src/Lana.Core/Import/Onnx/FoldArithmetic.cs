namespace Lana.Import.Onnx;

/// <summary>Calculates with known numbers.</summary>
internal static class FoldArithmetic
{
    /// <summary>A function of every number.</summary>
    public static Func<NodeResult, OnnxConstant> Each(Func<float, float> onFloats, Func<long, long> onIntegers) =>
        node =>
        {
            var (input, output) = (node.Known(0), node.Outputs[0]);
            return input.IsFloat
                ? new OnnxConstant(output.Name, output.Dims, Array.ConvertAll(input.Floats, value => onFloats(value)))
                : new OnnxConstant(
                    output.Name,
                    output.Dims,
                    Array.ConvertAll(input.Integers, value => onIntegers(value)),
                    input.ElementType);
        };

    /// <summary>A function of two numbers, applied to all inputs one after the other.</summary>
    public static Func<NodeResult, OnnxConstant> Pairs(
        Func<float, float, float> onFloats, Func<long, long, long> onIntegers) =>
        node => Enumerable.Range(0, node.Inputs.Length).Select(node.Known).Aggregate(
            (left, right) => Pair(node, left, right, onFloats, onIntegers)) is var result
            && result.Dims.SequenceEqual(node.Outputs[0].Dims)
                ? result.WithDims(node.Outputs[0].Name, result.Dims)
                : throw new InvalidNodeException("its inputs do not fit each other");

    /// <summary>A comparison of two numbers.</summary>
    public static Func<NodeResult, OnnxConstant> Compare(
        Func<float, float, bool> onFloats, Func<long, long, bool> onIntegers) =>
        node =>
        {
            var (left, right, output) = (node.Known(0), node.Known(1), node.Outputs[0]);
            var a = Broadcasting.Positions(left.Dims, output.Dims);
            var b = Broadcasting.Positions(right.Dims, output.Dims);
            var values = left.IsFloat && right.IsFloat
                ? a.Zip(b, (x, y) => onFloats(left.Floats[x], right.Floats[y]))
                : a.Zip(b, (x, y) => onIntegers(Integers(left)[x], Integers(right)[y]));
            return new OnnxConstant(
                output.Name, output.Dims, [.. values.Select(value => value ? 1L : 0)], OnnxElementType.Bool);
        };

    public static OnnxConstant Mod(NodeResult node) => node.Attributes.Flag("fmod")
        ? Pairs((a, b) => a % b, (a, b) => b == 0 ? throw ByZero() : a % b)(node)
        : Pairs((a, b) => a - (b * MathF.Floor(a / b)), FloorMod)(node);

    /// <summary>Divides integers toward zero.</summary>
    public static long Divide(long left, long right) => right switch
    {
        0 => throw ByZero(),
        -1 => unchecked(-left),
        _ => left / right,
    };

    public static OnnxConstant Clip(NodeResult node)
    {
        var low = node.Attributes.Float("min", float.NegativeInfinity);
        var high = node.Attributes.Float("max", float.PositiveInfinity);
        return Each(
            value => Math.Min(Math.Max(value, low), high),
            value => (long)Math.Min(Math.Max(value, (double)low), high))(node);
    }

    public static OnnxConstant Where(NodeResult node)
    {
        var (condition, output) = (node.Known(0), node.Outputs[0]);
        var (left, right) = (node.Known(1), node.Known(2));
        var at = Broadcasting.Positions(condition.Dims, output.Dims);
        var a = Broadcasting.Positions(left.Dims, output.Dims);
        var b = Broadcasting.Positions(right.Dims, output.Dims);
        var isLeft = Integers(condition);
        return left.IsFloat
            ? new OnnxConstant(output.Name, output.Dims, Choose(left.Floats, Floats(right)))
            : new OnnxConstant(output.Name, output.Dims, Choose(left.Integers, Integers(right)), left.ElementType);

        T[] Choose<T>(T[] whenTrue, T[] whenFalse) =>
            [.. Enumerable.Range(0, at.Length).Select(i => isLeft[at[i]] != 0 ? whenTrue[a[i]] : whenFalse[b[i]])];
    }

    /// <summary>Converts numbers to integers, rounded toward zero.</summary>
    public static OnnxConstant Cast(NodeResult node)
    {
        var (input, output) = (node.Known(0), node.Outputs[0]);
        var type = (OnnxElementType)node.Attributes.Int("to");
        if (type.IsFloat())
        {
            return new OnnxConstant(output.Name, output.Dims, input.ToFloats());
        }

        var values = input.IsFloat ? Array.ConvertAll(input.Floats, ToInteger) : input.Integers;
        return new OnnxConstant(
            output.Name,
            output.Dims,
            type == OnnxElementType.Bool ? Truths(input) : values,
            type);
    }

    private static long[] Truths(OnnxConstant input) => input.IsFloat
        ? Array.ConvertAll(input.Floats, value => value != 0 ? 1L : 0)
        : Array.ConvertAll(input.Integers, value => value != 0 ? 1L : 0);

    private static OnnxConstant Pair(
        NodeResult node,
        OnnxConstant left,
        OnnxConstant right,
        Func<float, float, float> onFloats,
        Func<long, long, long> onIntegers)
    {
        var dims = Broadcasting.Of(left.Dims, right.Dims);
        var a = Broadcasting.Positions(left.Dims, dims);
        var b = Broadcasting.Positions(right.Dims, dims);
        var name = node.Outputs[0].Name;
        return left.IsFloat
            ? new OnnxConstant(name, dims, [.. a.Zip(b, (x, y) => onFloats(left.Floats[x], NumberAt(right, y)))])
            : new OnnxConstant(
                name,
                dims,
                [.. a.Zip(b, (x, y) => onIntegers(left.Integers[x], Integers(right)[y]))],
                left.ElementType);
    }

    // Pow may have an exponent of another type.
    private static float NumberAt(OnnxConstant constant, int index) =>
        constant.IsFloat ? constant.Floats[index] : constant.Integers[index];

    private static long ToInteger(float value) => (long)value;

    private static long FloorMod(long left, long right)
    {
        var rest = right is 0 ? throw ByZero() : right == -1 ? 0 : left % right;
        return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
    }

    private static long[] Integers(OnnxConstant constant) => constant.IsFloat
        ? throw new InvalidNodeException("its inputs have different element types")
        : constant.Integers;

    private static float[] Floats(OnnxConstant constant) => constant.IsFloat
        ? constant.Floats
        : throw new InvalidNodeException("its inputs have different element types");

    private static InvalidNodeException ByZero() => new("it divides by zero");
}
