namespace Lana.Pretraining;

/// <summary>The loss of an operation over its training: the beginning and the end, averaged.</summary>
internal sealed class LossRecord(long totalSteps)
{
    private readonly long _firstSteps = Math.Max(1, totalSteps / 20);
    private readonly long _lastSteps = Math.Max(1, totalSteps / 10);
    private double _first;
    private double _last;

    public double Initial => _first / _firstSteps;

    public double Final => _last / _lastSteps;

    public void Add(long step, double loss)
    {
        if (step < _firstSteps)
        {
            _first += loss;
        }

        if (step >= totalSteps - _lastSteps)
        {
            _last += loss;
        }
    }
}
