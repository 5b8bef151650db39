using System.Diagnostics;

namespace ServeStudent;

/// <summary>From the bytes of an image file to the answer. Safe to use from several threads at once.</summary>
internal sealed class Predictor(Student student, ServeOptions options)
{
    private const int MaxValues = 10_000;

    private readonly Preprocessing _preprocessing = new(student.Input, options);
    private readonly IReadOnlyList<string> _labels = options.ReadLabels(student);

    public Prediction Predict(byte[] file)
    {
        var start = Stopwatch.GetTimestamp();
        var image = _preprocessing.Read(file);
        var preprocessing = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var outputs = student.Run(image);
        var latency = Stopwatch.GetElapsedTime(start);
        return new Prediction(
            [.. outputs.Select(output => Answer(output, isOnly: outputs.Count == 1))],
            latency.TotalMilliseconds,
            preprocessing.TotalMilliseconds);
    }

    private OutputAnswer Answer(StudentOutput output, bool isOnly) => new(
        output.Name,
        output.Shape,
        isOnly && output.IsClasses ? TopClasses(output.Values) : null,
        output.Values.Length <= MaxValues ? output.Values : null);

    private IReadOnlyList<ClassAnswer> TopClasses(float[] outputs) =>
    [
        .. Probabilities(outputs).Index().OrderByDescending(one => one.Item).Take(options.Top)
            .Select(one => new ClassAnswer(one.Index, _labels.ElementAtOrDefault(one.Index), one.Item)),
    ];

    /// <summary>The softmax of logits; what is already a distribution stays.</summary>
    private static double[] Probabilities(float[] outputs)
    {
        if (outputs.All(output => output >= 0f) && Math.Abs(outputs.Sum() - 1f) < 1e-3f)
        {
            return Array.ConvertAll(outputs, output => (double)output);
        }

        var largest = outputs.Max();
        var powers = Array.ConvertAll(outputs, output => Math.Exp(output - largest));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
