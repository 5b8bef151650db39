using System.Diagnostics;
using Lana.Data;

namespace ServeStudent;

/// <summary>From the bytes of an image file to the answer. Safe to use from several threads at once.</summary>
internal sealed class Predictor
{
    private const int MaxValues = 10_000;

    private readonly Student _student;
    private readonly ImagePreprocessor _preprocessor;
    private readonly string[] _labels;
    private readonly int _top;

    public Predictor(Student student, ServeSettings settings)
    {
        (_student, _top) = (student, settings.Top);
        _preprocessor = new ImagePreprocessor(settings.OptionsFor(student.Input.Image));
        _labels = settings.Labels is { } file ? File.ReadAllLines(file) : [];
        if (_labels.Length > 0 && student.Classes is { } classes && classes != _labels.Length)
        {
            throw new FormatException(
                $"--labels: {settings.Labels} has {_labels.Length} lines, and the student {classes} classes.");
        }
    }

    public Prediction Predict(byte[] file)
    {
        var start = Stopwatch.GetTimestamp();
        var image = _preprocessor.Read(file, "The image");
        var preprocessing = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        var outputs = _student.Run(image);
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
        .. Probabilities(outputs).Index().OrderByDescending(one => one.Item).Take(_top)
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
