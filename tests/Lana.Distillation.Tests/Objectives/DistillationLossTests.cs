using static TorchSharp.torch;

namespace Lana.Objectives;

[Collection(TorchCollection.Name)]
public sealed class DistillationLossTests
{
    private static readonly double[][] Teacher = [[1.0, -2.0, 0.5], [0.0, 0.3, 2.0]];
    private static readonly double[][] Student = [[0.2, -1.0, 0.0], [1.0, 0.0, 0.5]];

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void Loss_OfLogits_IsTheClosedForm(double temperature)
    {
        using var scope = NewDisposeScope();

        var loss = DistillationLoss.Of(Logits(Student), Logits(Teacher), temperature).item<float>();

        var expected = Teacher.Zip(Student).Average(pair =>
        {
            var p = Softmax(pair.First, temperature);
            var q = Softmax(pair.Second, temperature);
            return temperature * temperature * p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum();
        });
        Assert.Equal(expected, loss, 1e-5);
    }

    [Fact]
    public void Loss_OfTheTeacherItself_IsZero()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0f, DistillationLoss.Of(Logits(Teacher), Logits(Teacher), 2.0).item<float>(), 1e-6f);
    }

    [Fact]
    public void CountCorrect_OfLogits_IsTheHandCount()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(1.0, new ClassificationObjective().CountCorrect(Logits(Teacher), tensor(new long[] { 0, 1 })));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Objective_SmoothingOutOfRange_IsRefused(double smoothing) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassificationObjective(smoothing));

    private static Tensor Logits(double[][] rows) =>
        tensor(rows.SelectMany(row => row).Select(value => (float)value).ToArray()).reshape(2, 3);

    private static double[] Softmax(double[] logits, double temperature)
    {
        var exponentials = logits.Select(value => Math.Exp(value / temperature)).ToArray();
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
