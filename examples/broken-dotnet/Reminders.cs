namespace Parcels;

public interface IMailer
{
    Task SendRemindersAsync(CancellationToken stopping);
}

public class LoggedMailer(ILogger<LoggedMailer> log) : IMailer
{
    public Task SendRemindersAsync(CancellationToken stopping)
    {
        log.LogInformation("reminders sent");
        return Task.CompletedTask;
    }
}

public class Reminders(IMailer mailer) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await mailer.SendRemindersAsync(stopping);
            await Task.Delay(TimeSpan.FromHours(12), stopping);
        }
    }
}
