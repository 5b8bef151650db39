using System.Collections.Immutable;
using Lana.Networks;
using Lana.Objectives;
using static TorchSharp.torch;

namespace Lana.Scoring;

/// <summary>How a network's outputs are compared with its teacher's.</summary>
[Collection(TorchCollection.Name)]
public sealed class OutputAgreementTests
{
    private static readonly FeatureShape Input = new(1, Some.Side, Some.Side);
    private static readonly ImmutableArray<OutputPart> Parts =
        [new("logits", new TensorShape(2), true), new("box", new TensorShape(1, 2), false)];

    [Fact]
    public void Of_SmallTensors_IsTheClosedForm()
    {
        using var scope = NewDisposeScope();
        var student = Of([3, 4, 0, 0], [0, 1, 0, 0]);
        var teacher = Of([4, 3, 0, 0], [0, 2, 0, 0]);

        var all = OutputComparison.Of(Parts, student, teacher);
        var first = OutputComparison.Of(Parts, student[..1], teacher[..1]);
        var second = OutputComparison.Of(Parts, student[1..], teacher[1..]);

        // Cosines 24/25 and 1; the largest classes differ in the first image.
        AssertClose(new("logits", Math.Sqrt(3.0 / 29.0), 0.98, 0.5), all[0].ToAgreement(Parts[0]));
        AssertClose(new("logits", Math.Sqrt(3.0 / 29.0), 0.98, 0.5), (first[0] + second[0]).ToAgreement(Parts[0]));
        Assert.Equal(new("box", 0.0, 1.0, null), all[1].ToAgreement(Parts[1]));
    }

    [Fact]
    public void Of_StudentThatGivesZerosOrTheOpposite_HasFiniteNumbers()
    {
        using var scope = NewDisposeScope();
        var teacher = Of([4, 3, 1, 2]);

        var zeros = OutputComparison.Of(Parts, zeros_like(teacher), teacher)[1].ToAgreement(Parts[1]);
        var opposite = OutputComparison.Of(Parts, teacher.neg(), teacher)[1].ToAgreement(Parts[1]);
        var nothing = OutputComparison.Of(Parts, teacher, zeros_like(teacher))[1].ToAgreement(Parts[1]);

        AssertClose(new("box", 1.0, 0.0, null), zeros);
        AssertClose(new("box", 2.0, -1.0, null), opposite);
        Assert.True(nothing.RelativeError > 1e6 && double.IsFinite(nothing.RelativeError));
        Assert.Equal(0.0, nothing.MeanCosine);
    }

    [Fact]
    public void Of_MapOfLogits_CountsPositions()
    {
        using var scope = NewDisposeScope();
        ImmutableArray<OutputPart> map = [new("map", new TensorShape(2, 1, 2), true)];

        // Classes first: at the two positions the student has 0 and 1, the teacher 0 and 0.
        var comparison = OutputComparison.Of(map, Of([1, 0, 0, 1]), Of([1, 1, 0, 0]));

        Assert.Equal(0.5, comparison[0].ToAgreement(map[0]).Top1Agreement);
    }

    [Fact]
    public async Task CompareOutputs_SeveralBatches_IsWhatAllImagesGive()
    {
        using var teacher = SkipNetwork.Define(Input).Build(seed: 3);
        using var student = SkipNetwork.Define(Input).Build(seed: 3);
        var images = Some.Images(600);
        var reported = default(LanaProgress);
        using (no_grad())
        {
            student.Parameters.First().mul_(0.9f);
        }

        var agreements = await NetworkEvaluator.CompareOutputsAsync(
            student, teacher, images, ["classes"], new Reporter(value => reported = value), TestContext.Current.CancellationToken);
        var same = await NetworkEvaluator.CompareOutputsAsync(
            teacher, teacher, images, ["classes"], cancellationToken: TestContext.Current.CancellationToken);

        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var batch = images.Read([.. Enumerable.Range(0, images.Count)]);
        var (s, t) = (student.Run(batch.Images), teacher.Run(batch.Images));
        Assert.Equal(["classes", "heat"], agreements.Select(agreement => agreement.Output));
        AssertClose(Plain("classes", s[.., ..SkipNetwork.Classes], t[.., ..SkipNetwork.Classes], isLogits: true), agreements[0]);
        AssertClose(Plain("heat", s[.., SkipNetwork.Classes..], t[.., SkipNetwork.Classes..], isLogits: false), agreements[1]);
        Assert.All(agreements, agreement => Assert.InRange(agreement.RelativeError, 1e-4, 1.0));
        Assert.Equal(reported.Of, reported.Done);
        Assert.Equal([new("classes", 0.0, 1.0, 1.0), new("heat", 0.0, 1.0, null)], same);
    }

    [Fact]
    public async Task CompareOutputs_OtherOutputsOrUnknownLogits_AreRefusedByName()
    {
        using var teacher = SkipNetwork.Define(Input).Build();
        using var other = SkipNetwork.DefineClassifier(Input).Build();

        var outputs = await Assert.ThrowsAsync<ArgumentException>(() => CompareAsync(other, teacher));
        var logits = await Assert.ThrowsAsync<ArgumentException>(() => CompareAsync(teacher, teacher, "boxes"));

        Assert.Contains("'skip' gives output [4], the teacher 'skip' classes [4], heat [2, 8, 8]", outputs.Message, StringComparison.Ordinal);
        Assert.Contains("has no output 'boxes'; its outputs are classes, heat", logits.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfAnAgreement_IsALine()
    {
        Assert.Equal(
            "output: relative error 3.1 %, cosine 0.9995, top-1 agreement 98.2 %",
            new OutputAgreement("output", 0.031, 0.99951, 0.982).ToString());
        Assert.Equal("box: relative error 0.004 %, cosine 1.0000", new OutputAgreement("box", 4e-5, 1.0, null).ToString());
    }

    private static Task<IReadOnlyList<OutputAgreement>> CompareAsync(
        Network network, Network teacher, params string[] logits) => NetworkEvaluator.CompareOutputsAsync(
        network, teacher, Some.Images(), logits, cancellationToken: TestContext.Current.CancellationToken);

    private static OutputAgreement Plain(string name, Tensor student, Tensor teacher, bool isLogits) => new(
        name,
        (student - teacher).norm().item<float>() / teacher.norm().item<float>(),
        nn.functional.cosine_similarity(student, teacher, 1, 1e-12).mean().item<float>(),
        isLogits ? student.argmax(1).eq(teacher.argmax(1)).to(float32).mean().item<float>() : null);

    private static void AssertClose(OutputAgreement expected, OutputAgreement actual)
    {
        Assert.Equal(expected.Output, actual.Output);
        Assert.Equal(expected.RelativeError, actual.RelativeError, 1e-5);
        Assert.Equal(expected.MeanCosine, actual.MeanCosine, 1e-5);
        Assert.Equal(expected.Top1Agreement ?? -1.0, actual.Top1Agreement ?? -1.0, 1e-6);
    }

    private static Tensor Of(params float[][] rows) => tensor(rows.SelectMany(row => row).ToArray()).reshape(rows.Length, -1);
}
