using System.Globalization;
using Lana;

namespace Samples;

/// <summary>Writes a line to the console for every tenth of a stage, for long runs that are read from a log.</summary>
/// <param name="subject">The current work; written before each line.</param>
internal sealed class ProgressLines(string subject) : IProgress<LanaProgress>
{
    private readonly Lock _gate = new();
    private (string Stage, int Tenth) _last = ("", -1);

    public void Report(LanaProgress value)
    {
        var now = (value.Stage, (int)(value.Fraction * 10.0));
        lock (_gate)
        {
            if (now == _last)
            {
                return;
            }

            _last = now;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {subject}: {value}"));
    }
}
