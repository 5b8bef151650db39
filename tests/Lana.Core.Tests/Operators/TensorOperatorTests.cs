using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Operators;

/// <summary>What every operator promises: shape, ONNX, gradient, JSON, no leak.</summary>
[Collection(TorchCollection.Name)]
public sealed class TensorOperatorTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<string> Names => new(OperatorCases.All.Keys);

    [Fact]
    public void Cases_EveryRegisteredKind_HasOne()
    {
        var kinds = typeof(TensorOperator).GetCustomAttributes<JsonDerivedTypeAttribute>();
        var registered = kinds.Select(kind => kind.DerivedType).ToHashSet();
        var all = typeof(TensorOperator).Assembly.GetTypes().Where(type => type.BaseType == typeof(TensorOperator)).ToHashSet();
        var tested = OperatorCases.All.Values.Select(test => test.Operator.GetType()).ToHashSet();

        Assert.Equivalent(all, registered);
        Assert.Empty(registered.Except(tested));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Infer_AnyOperator_GivesTheShapeOfTheResult(string name)
    {
        using var scope = NewDisposeScope();
        var test = OperatorCases.All[name];
        var inputs = test.RandomInputs(2);

        var output = test.Operator.Run(inputs, test.RandomWeights());

        Assert.Equal(test.Operator.Infer(test.Inputs).WithBatch(2), output.shape);
        Assert.True(test.Operator.CountMacs(test.Inputs) >= 0);
        Assert.DoesNotContain(inputs, input => ReferenceEquals(input, output));
        output.Dispose();
        Assert.All(inputs, input => Assert.True(input.isfinite().all().item<bool>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Emit_AnyOperator_RunsAlikeInOnnxRuntime(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var test = OperatorCases.All[name];
        var weights = test.RandomWeights();
        using var model = new OperatorModel(test.Operator, test.Inputs, weights);

        foreach (var batch in new[] { 1, 3 })
        {
            var inputs = test.RandomInputs(batch);
            Tensors.AssertClose(test.Operator.Run(inputs, weights), model.Run(inputs), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_AnyOperator_HasGradients(string name)
    {
        using var scope = NewDisposeScope();
        var test = OperatorCases.All[name];
        var (inputs, weights) = (test.RandomInputs(2, trains: true), test.RandomWeights(trains: true));

        var output = test.Operator.Run(inputs, weights);
        (output * Tensors.Normal(9, output.shape)).sum().backward();

        foreach (var leaf in inputs.Concat(weights).Where(leaf => leaf.requires_grad))
        {
            Assert.True(leaf.grad is not null && leaf.grad.isfinite().all().item<bool>(), "no gradient");
            Assert.True(leaf.grad.count_nonzero().item<long>() > 0, "a gradient of zeros");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_AnyOperator_LeaksNothing(string name)
    {
        using var scope = NewDisposeScope();
        var test = OperatorCases.All[name];
        var (inputs, weights) = (test.RandomInputs(2, trains: true), test.RandomWeights(trains: true));

        Tensors.AssertNoLeak("Run", () => test.Operator.Run(inputs, weights).Dispose());
        Tensors.AssertNoLeak("Emit", () => OperatorModel.Write(test.Operator, test.Inputs, weights));
        using var gradients = no_grad();
        Tensors.AssertNoLeak("Run without gradients", () => test.Operator.Run(inputs, weights).Dispose());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_AnyOperator_ReadsBack(string name)
    {
        var written = OperatorCases.All[name].Operator;
        var json = JsonSerializer.Serialize(written, DefinitionJson.Options);

        var read = JsonSerializer.Deserialize<TensorOperator>(json, DefinitionJson.Options)!;

        Assert.Equal(written, read);
        Assert.Equal(written.GetHashCode(), read.GetHashCode());
        Assert.Equal(json, JsonSerializer.Serialize(read, DefinitionJson.Options));
    }

    [Fact]
    public void Equals_OtherNumbers_Differ()
    {
        var all = OperatorCases.All.Values.Select(test => test.Operator).ToList();

        var texts = all.Select(one => JsonSerializer.Serialize(one, DefinitionJson.Options)).Distinct();

        Assert.Equal(texts.Count(), all.Distinct().Count());
    }
}
