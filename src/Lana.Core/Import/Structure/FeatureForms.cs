using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>Converts the nodes of a layer that work on channels-last features, or on one vector for each image, to
/// nodes that work on features [C, H, W]: matrix products become convolutions, layer norms become channel norms, and
/// the transposes and reshapes around them disappear.</summary>
internal sealed class FeatureForms
{
    private readonly GraphPlan _plan;
    private readonly IReadOnlyDictionary<string, float[]> _given;
    private readonly List<GraphNode> _made = [];
    private readonly Dictionary<string, float[]> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<int, FeatureForm> _forms = [];
    private readonly Dictionary<int, string> _plain = [];
    private readonly int[] _uses;

    private FeatureForms(GraphPlan plan, IReadOnlyDictionary<string, float[]> weights)
    {
        (_plan, _given) = (plan, weights);
        _uses = new int[plan.Shapes.Length];
        foreach (var node in Enumerable.Range(0, plan.Nodes.Length))
        {
            plan.InputsOf(node).ToArray().ToList().ForEach(value => _uses[value]++);
        }

        _forms[0] = new FeatureForm(FeatureLayout.First, Graph.InputName);
    }

    /// <summary>Rewrites the nodes of a layer.</summary>
    /// <param name="nodes">The nodes, each after those whose values it uses; the value of the last one is the output, a
    /// feature.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="weights">The numbers of the weights.</param>
    /// <returns>Nodes that compute the same, and the numbers of weights that are new or in another order.</returns>
    public static (ImmutableArray<GraphNode> Nodes, IReadOnlyDictionary<string, float[]> Weights) Rewrite(
        ImmutableArray<GraphNode> nodes, FeatureShape input, IReadOnlyDictionary<string, float[]> weights)
    {
        if (nodes.All(node => node.Operator is null or Concatenate or Arithmetic { Constant: null }))
        {
            // All nodes already work on features.
            return (nodes, FrozenDictionary<string, float[]>.Empty);
        }

        var forms = new FeatureForms(GraphPlan.Of(nodes, Graph.InputName, input, nodes[^1].Name), weights);
        for (var node = 0; node < nodes.Length; node++)
        {
            forms.Add(node);
        }

        var output = forms.Plain(nodes.Length);
        return (LiveNodes.Of(forms._made, [output]), forms._changed);
    }

    private void Add(int index)
    {
        var node = _plan.Nodes[index];
        var inputs = _plan.InputsOf(index).ToArray();
        var form = !_forms.TryGetValue(inputs[0], out var first) ? null
            : node.Definition is not null ? ConvertDefinition(node, first)
            : inputs.Length == 1 ? Convert(index, node.Operator!, first, inputs[0])
            : ConvertJoin(node, inputs, first);
        if (form is null)
        {
            _made.Add(new GraphNode(node.Name, [.. inputs.Select(Plain)], node.Definition, node.Operator));
            form = _plan.Shapes[index + 1].IsFeature ? new FeatureForm(FeatureLayout.First, node.Name) : null;
            _plain[index + 1] = node.Name;
        }

        if (form is not null)
        {
            _forms[index + 1] = form;
        }
    }

    // A function of each number does not depend on the position of the channels.
    private FeatureForm? ConvertDefinition(GraphNode node, FeatureForm form) =>
        form.Layout != FeatureLayout.First && node.Definition is Activate or LeakyRelu or Elu or Clip
            ? Emit(node.Name, form, form.Layout, node.Definition!)
            : null;

    private FeatureForm? Convert(int index, TensorOperator @operator, FeatureForm form, int input)
    {
        var name = _plan.Nodes[index].Name;
        var (shape, output) = (_plan.Shapes[input], _plan.Shapes[index + 1]);
        var channels = shape.Sizes[form.ChannelAxis];
        var isFeature = form.Layout == FeatureLayout.First;
        return @operator switch
        {
            Transpose transpose => form.After(transpose) is { } layout ? form with { Layout = layout } : null,
            Reshape when shape.Count == channels =>
                FeatureForm.OfChannels(output, channels) is { } layout ? form with { Layout = layout } : null,
            Reduce reduce => form.After(reduce) is { } layout ? Emit(name, form, layout, new GlobalPool()) : null,
            Arithmetic { Function: ArithmeticFunction.Add, Constant: { } constant } when IsBias(form, input, constant, channels) =>
                AddBias(form, constant),
            Unary or Clamp when !isFeature => Emit(name, form, @operator),
            BatchNormalization when form.Layout == FeatureLayout.Vector => Emit(name, form, @operator),
            Arithmetic { Constant: { } constant } arithmetic when !isFeature && output == shape =>
                Aligned(constant, channels) is { } aligned ? Emit(name, form, arithmetic with { Constant = aligned }) : null,
            LayerNormalization { Bias: { } bias } norm when !isFeature && norm.Axis == form.ChannelAxis =>
                EmitNorm(name, form, norm, bias),
            MatMul { Constant: { Shape.Rank: 2 } matrix, IsConstantFirst: false } when !isFeature => EmitProduct(name, form, matrix),
            _ => null,
        };
    }

    private FeatureForm? ConvertJoin(GraphNode node, int[] inputs, FeatureForm first)
    {
        var forms = inputs.Select(input => _forms.GetValueOrDefault(input)).OfType<FeatureForm>().ToList();
        if (first.Layout == FeatureLayout.First || forms.Count < inputs.Length || forms.Exists(form => form.Layout != first.Layout))
        {
            return null;
        }

        TensorOperator? joined = node.Operator switch
        {
            Arithmetic => node.Operator,
            Concatenate concatenate when concatenate.Axis == first.ChannelAxis => new Concatenate(0),
            _ => null,
        };
        if (joined is null)
        {
            return null;
        }

        _made.Add(new GraphNode(node.Name, joined, [.. forms.Select(form => form.Feature)]));
        return first with { Feature = node.Name };
    }

    // A number for each channel that is added directly after a product without bias is its bias.
    private bool IsBias(FeatureForm form, int input, OperatorWeight constant, int channels) =>
        _uses[input] == 1
        && _made.Count > 0
        && _made[^1].Name == form.Feature
        && _plan.Nodes[input - 1].Name == form.Feature
        && _made[^1].Definition is Conv { Bias: false, Norm: null, Activation: Activation.None }
        && constant.Shape.Count == channels
        && (form.Layout == FeatureLayout.First
            ? constant.Shape == new TensorShape(channels, 1, 1)
            : constant.Shape.Sizes[^1] == channels);

    private FeatureForm AddBias(FeatureForm form, OperatorWeight constant)
    {
        var conv = (Conv)_made[^1].Definition!;
        _made[^1] = _made[^1] with { Definition = conv with { Bias = true } };
        _changed[$"{conv.Name}.bias"] = _given[constant.Name];
        return form;
    }

    private static OperatorWeight? Aligned(OperatorWeight constant, int channels) =>
        constant.Shape.Count == 1 ? constant with { Shape = new TensorShape(1) }
        : constant.Shape.Count == channels && constant.Shape.Sizes[^1] == channels
            ? constant with { Shape = new TensorShape(channels, 1, 1) }
        : null;

    private FeatureForm EmitNorm(string name, FeatureForm form, LayerNormalization norm, OperatorWeight bias)
    {
        _changed[$"{name}.weight"] = _given[norm.Scale.Name];
        _changed[$"{name}.bias"] = _given[bias.Name];
        return Emit(name, form, form.Layout, new ChannelNorm(name) { Epsilon = norm.Epsilon });
    }

    // Converts [C, C'] to the kernels [C', C, 1, 1].
    private FeatureForm EmitProduct(string name, FeatureForm form, OperatorWeight matrix)
    {
        var (numbers, inputs, outputs) = (_given[matrix.Name], matrix.Shape.Sizes[0], matrix.Shape.Sizes[1]);
        var kernels = new float[numbers.Length];
        for (var place = 0; place < kernels.Length; place++)
        {
            kernels[place] = numbers[(place % inputs * outputs) + (place / inputs)];
        }

        _changed[$"{name}.weight"] = kernels;
        return Emit(name, form, form.Layout, new Conv(name, outputs, 1));
    }

    private FeatureForm Emit(string name, FeatureForm form, TensorOperator @operator)
    {
        _made.Add(new GraphNode(name, @operator, form.Feature));
        return form with { Feature = name };
    }

    private FeatureForm Emit(string name, FeatureForm form, FeatureLayout layout, Definition definition)
    {
        _made.Add(new GraphNode(name, definition, form.Feature));
        return new FeatureForm(layout, name);
    }

    // The name of a value in its own layout.
    private string Plain(int value)
    {
        if (_plain.TryGetValue(value, out var name))
        {
            return name;
        }

        var form = _forms[value];
        if (form.Layout == FeatureLayout.First)
        {
            return form.Feature;
        }

        // The features have the names of the nodes; no name of a node contains a colon.
        TensorOperator back = form.Layout == FeatureLayout.Last ? new Transpose([1, 2, 0]) : new Reshape(_plan.Shapes[value]);
        _made.Add(new GraphNode($"{_plan.Nodes[value - 1].Name}:plain", back, form.Feature));
        return _plain[value] = _made[^1].Name;
    }
}
