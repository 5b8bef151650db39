using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServeStudent;

/// <summary>Healthy if the student runs.</summary>
internal sealed class StudentHealth(Student student) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            student.Run(new float[student.Input.Image.Count]);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (OnnxRuntimeException failure)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The student does not run.", failure));
        }
    }
}
