namespace Lana.Import.Onnx;

/// <summary>Computes nodes whose inputs are all known.</summary>
internal static class FoldRules
{
    private static readonly FrozenDictionary<string, Func<NodeResult, OnnxConstant>> ByName =
        All().ToFrozenDictionary();

    /// <summary>Returns the node with its outputs computed if possible, and otherwise unchanged.</summary>
    public static NodeResult Apply(NodeResult node, FoldingBudget budget)
    {
        var isSplit = node.Operator == "Split";
        if (!node.HasKnownInputs
            || node.Outputs.Any(output => output.Constant is not null)
            || !(isSplit || ByName.ContainsKey(node.Operator)))
        {
            return node;
        }

        var read = 0L;
        foreach (var input in node.Inputs)
        {
            read += input?.Count ?? 0;
        }

        var made = node.Operator is NodeResult.Identity or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten"
            ? 0
            : node.Outputs.Sum(output => output.Count);
        budget.Charge(read, made);
        var constants = isSplit ? FoldMovement.Split(node) : [ByName[node.Operator](node)];
        return node with { Outputs = [.. constants.Select(constant => new TracedValue(constant))] };
    }

    private static Dictionary<string, Func<NodeResult, OnnxConstant>> All() => new()
    {
        [NodeResult.Identity] = FoldMovement.Same,
        ["Reshape"] = FoldMovement.Same,
        ["Flatten"] = FoldMovement.Same,
        ["Squeeze"] = FoldMovement.Same,
        ["Unsqueeze"] = FoldMovement.Same,
        ["Expand"] = FoldMovement.Expand,
        ["Tile"] = FoldMovement.Tile,
        ["Transpose"] = FoldMovement.Transpose,
        ["Slice"] = FoldMovement.Slice,
        ["Gather"] = FoldMovement.Gather,
        ["Concat"] = FoldMovement.Concat,
        ["Cast"] = FoldArithmetic.Cast,
        ["Add"] = FoldArithmetic.Pairs((a, b) => a + b, (a, b) => a + b),
        ["Sub"] = FoldArithmetic.Pairs((a, b) => a - b, (a, b) => a - b),
        ["Mul"] = FoldArithmetic.Pairs((a, b) => a * b, (a, b) => a * b),
        ["Div"] = FoldArithmetic.Pairs((a, b) => a / b, FoldArithmetic.Divide),
        ["Pow"] = FoldArithmetic.Pairs(MathF.Pow, (a, b) => (long)Math.Pow(a, b)),
        ["Min"] = FoldArithmetic.Pairs(Math.Min, Math.Min),
        ["Max"] = FoldArithmetic.Pairs(Math.Max, Math.Max),
        ["Mod"] = FoldArithmetic.Mod,
        ["And"] = FoldArithmetic.Pairs((_, _) => float.NaN, (a, b) => a & b),
        ["Or"] = FoldArithmetic.Pairs((_, _) => float.NaN, (a, b) => a | b),
        ["Equal"] = FoldArithmetic.Compare((a, b) => a == b, (a, b) => a == b),
        ["Greater"] = FoldArithmetic.Compare((a, b) => a > b, (a, b) => a > b),
        ["Less"] = FoldArithmetic.Compare((a, b) => a < b, (a, b) => a < b),
        ["GreaterOrEqual"] = FoldArithmetic.Compare((a, b) => a >= b, (a, b) => a >= b),
        ["LessOrEqual"] = FoldArithmetic.Compare((a, b) => a <= b, (a, b) => a <= b),
        ["Where"] = FoldArithmetic.Where,
        ["Not"] = FoldArithmetic.Each(value => value, value => 1 - value),
        ["Neg"] = FoldArithmetic.Each(value => -value, value => -value),
        ["Abs"] = FoldArithmetic.Each(MathF.Abs, value => value < 0 ? -value : value),
        ["Sign"] = FoldArithmetic.Each(value => value > 0 ? 1 : value < 0 ? -1 : value, value => Math.Sign(value)),
        ["Floor"] = FoldArithmetic.Each(MathF.Floor, value => value),
        ["Ceil"] = FoldArithmetic.Each(MathF.Ceiling, value => value),
        ["Round"] = FoldArithmetic.Each(MathF.Round, value => value),
        ["Sqrt"] = FoldArithmetic.Each(MathF.Sqrt, value => value),
        ["Exp"] = FoldArithmetic.Each(MathF.Exp, value => value),
        ["Log"] = FoldArithmetic.Each(MathF.Log, value => value),
        ["Reciprocal"] = FoldArithmetic.Each(value => 1 / value, value => value),
        ["Relu"] = FoldArithmetic.Each(value => Math.Max(0, value), value => Math.Max(0, value)),
        ["Clip"] = FoldArithmetic.Clip,
        ["ReduceProd"] = FoldReduction.With((a, b) => a * b, 1),
        ["ReduceSum"] = FoldReduction.With((a, b) => a + b, 0),
        ["ReduceMax"] = FoldReduction.With(Math.Max, double.NegativeInfinity),
        ["ReduceMin"] = FoldReduction.With(Math.Min, double.PositiveInfinity),
        ["ReduceMean"] = FoldReduction.Mean,
        ["ReduceL1"] = FoldReduction.With((a, b) => a + Math.Abs(b), 0),
        ["ReduceL2"] = FoldReduction.Length,
        ["ReduceSumSquare"] = FoldReduction.With((a, b) => a + (b * b), 0),
        ["Sum"] = FoldArithmetic.Pairs((a, b) => a + b, (a, b) => a + b),
    };
}
