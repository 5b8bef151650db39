using Lana.Internal;
using Lana.Selections;

namespace Lana.Runs;

public sealed class InputsFingerprintTests
{
    [Fact]
    public void Of_EqualInputs_IsEqual() =>
        Assert.Equal(InputsFingerprint.Of(new Inputs(1.5, "a")), InputsFingerprint.Of(new Inputs(1.5, "a")));

    [Fact]
    public void Of_AnyPropertyChanged_Differs()
    {
        var fingerprint = InputsFingerprint.Of(new Inputs(1.5, "a"));

        Assert.NotEqual(fingerprint, InputsFingerprint.Of(new Inputs(2.5, "a")));
        Assert.NotEqual(fingerprint, InputsFingerprint.Of(new Inputs(1.5, "b")));
        Assert.NotEqual(fingerprint, InputsFingerprint.Of(new Inputs(1.5, "a") { Earlier = new(1, "other") }));
        Assert.NotEqual(fingerprint, InputsFingerprint.Of(new Inputs(1.5, "a") { Part = new Nested(2) }));
    }

    [Fact]
    public void Of_AMarkedPropertyChanged_IsEqual() => Assert.Equal(
        InputsFingerprint.Of(new Inputs(1.5, "a")), InputsFingerprint.Of(new Inputs(1.5, "a") { Ignored = new object() }));

    [Fact]
    public void Of_ASelection_DependsOnEachCandidate() => Assert.NotEqual(
        InputsFingerprint.Of(new Chosen(Selection.Of(["a"], ["identity"]))),
        InputsFingerprint.Of(new Chosen(Selection.Of(["a"], ["teacher"]))));

    [Fact]
    public void Of_EveryStage_DeclaresItsInputs()
    {
        var inputs = typeof(IStageInputs).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IStageInputs)) && !type.IsInterface)
            .ToList();
        var stages = typeof(IStageInputs).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true }
                && type.BaseType.GetGenericTypeDefinition() == typeof(Stage<,>))
            .ToList();

        Assert.Equal(8, stages.Count);
        Assert.All(stages, stage => Assert.Contains(stage.BaseType!.GetGenericArguments()[0], inputs));
        Assert.All(
            inputs.SelectMany(type => type.GetProperties()),
            property => Assert.False(
                Attribute.GetCustomAttribute(property, typeof(NotPartOfFingerprintAttribute)) is NotPartOfFingerprintAttribute
                { Reason.Length: 0 }, $"{property.DeclaringType}.{property.Name}"));
    }

    private sealed record Inputs(double Number, string Text) : IStageInputs
    {
        public StageResult<int> Earlier { get; init; } = new(1, "earlier");

        public Nested Part { get; init; } = new(1);

        [NotPartOfFingerprint("A test.")]
        public object? Ignored { get; init; }
    }

    private sealed record Nested(int Value) : IStageInputs;

    private sealed record Chosen(Selection Selection) : IStageInputs;
}
