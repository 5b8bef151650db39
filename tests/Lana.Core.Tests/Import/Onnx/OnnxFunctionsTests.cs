using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Operators that a file defines itself.</summary>
public sealed class OnnxFunctionsTests
{
    [Fact]
    public void Inline_AttributesOfTheCall_ReachTheNodes()
    {
        var model = Calling("Leak", node => node.Attribute.Add(new AttributeProto { Name = "slope", F = 0.3f, Type = AttributeProto.Types.AttributeType.Float }));
        Function(model, "Leak").Node.Add(Referring("alpha", "slope"));

        Assert.Equal("alpha: 0.3", Assert.Single(model.ReadChecked().Nodes).Attributes.ToString());
    }

    [Fact]
    public void Inline_AttributeThatTheCallLeavesOut_HasTheDefaultOfFunctionOrOperator()
    {
        var (own, none) = (Calling("Leak"), Calling("Leak"));
        Function(own, "Leak").Node.Add(Referring("alpha", "slope"));
        own.Proto.Functions[0].AttributeProto.Add(
            new AttributeProto { Name = "slope", F = 0.2f, Type = AttributeProto.Types.AttributeType.Float });
        Function(none, "Leak").Node.Add(Referring("alpha", "slope"));

        Assert.Equal("alpha: 0.2", Assert.Single(own.ReadChecked().Nodes).Attributes.ToString());
        Assert.Equal("alpha: 0.01", Assert.Single(none.Read().Nodes).Attributes.ToString());
    }

    [Fact]
    public void Inline_FunctionThatHandsItsInputOn_IsNoNode()
    {
        var model = TestModel.With(17, -1, 3, 4, 4).Node("Same", "x", "a").Node("Relu", "a", "y");
        model.Graph.Node[0].Domain = "own";
        Function(model, "Same").Output[0] = "in";

        Assert.Equal("Relu", Assert.Single(model.Read().Nodes).Operator);
    }

    [Fact]
    public void Inline_FunctionThatNobodyCalls_DoesNotMatter()
    {
        var model = TestModel.With(17, -1, 3, 4, 4).Node("Relu", "x", "y");
        Function(model, "Unused").Node.Add(new NodeProto { OpType = "LSTM" });

        Assert.Equal("Relu", Assert.Single(model.Read().Nodes).Operator);
    }

    [Fact]
    public void Inline_FunctionThatCallsItself_IsRefused()
    {
        var model = Calling("Loop");
        Function(model, "Loop").Node.Add(new NodeProto { OpType = "Loop", Domain = "own", Input = { "in" }, Output = { "out" } });

        Assert.Contains("'Loop' calls others more than 16 deep, or itself", model.Refusal());
    }

    [Fact]
    public void Inline_FunctionsThatGrowExponentially_AreRefused()
    {
        var model = Calling("F0");
        for (var i = 0; i < 12; i++)
        {
            var function = Function(model, $"F{i}");
            for (var call = 0; call < 8; call++)
            {
                function.Node.Add(new NodeProto
                {
                    OpType = i == 11 ? "Relu" : $"F{i + 1}",
                    Domain = i == 11 ? "" : "own",
                    Input = { call == 0 ? "in" : $"v{call - 1}" },
                    Output = { call == 7 ? "out" : $"v{call}" },
                });
            }
        }

        Assert.Contains("its functions written out are larger than the file", model.Refusal());
    }

    [Fact]
    public void Inline_AnotherOpset_IsRefused()
    {
        var model = Calling("Old");
        Function(model, "Old").OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 15 });

        Assert.Contains("'Old' is for opset 15 and the model for 17", model.Refusal());
    }

    private static TestModel Calling(string name, Action<NodeProto>? change = null)
    {
        var model = TestModel.With(17, -1, 3, 4, 4).Node(name, "x", "y");
        model.Graph.Node[0].Domain = "own";
        model.Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "own", Version = 1 });
        change?.Invoke(model.Graph.Node[0]);
        return model;
    }

    private static FunctionProto Function(TestModel model, string name)
    {
        model.Proto.Functions.Add(new FunctionProto { Domain = "own", Name = name, Input = { "in" }, Output = { "out" } });
        return model.Proto.Functions[^1];
    }

    private static NodeProto Referring(string attribute, string source) => new()
    {
        OpType = "LeakyRelu",
        Input = { "in" },
        Output = { "out" },
        Attribute = { new AttributeProto { Name = attribute, RefAttrName = source, Type = AttributeProto.Types.AttributeType.Float } },
    };
}
