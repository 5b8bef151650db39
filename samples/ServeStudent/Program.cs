using System.Text.Json.Serialization;
using Microsoft.AspNetCore.RateLimiting;
using ServeStudent;

const string OneLimit = "predictions";

try
{
    var builder = WebApplication.CreateBuilder(args);
    var options = ServeOptions.Read(args, builder.Configuration);
    using var student = new Student(options);
    builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = options.MaxUploadBytes);
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Services.AddSingleton(student).AddSingleton(new Predictor(student, options)).AddProblemDetails();
    builder.Services.AddHealthChecks().AddCheck<StudentHealth>("student");
    builder.Services.ConfigureHttpJsonOptions(json =>
        json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
    builder.Services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        limits.AddConcurrencyLimiter(OneLimit, one => (one.PermitLimit, one.QueueLimit) = (options.Concurrency, 64));
    });

    await using var app = builder.Build();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseRateLimiter();
    app.MapGet("/", Page.Write);
    app.MapGet("/model", (Student served) => served.Description);
    app.MapHealthChecks("/healthz");
    app.MapPost("/predict", PredictEndpoint.PredictAsync).RequireRateLimiting(OneLimit);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (failure is FormatException or IOException or OnnxRuntimeException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message.ReplaceLineEndings(" "));
    return 1;
}
